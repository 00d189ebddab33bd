import { runHouse } from './run-house.ts';
import { buildWeb } from './web-build.ts';

await runHouse({
  serverScript: 'apps/server/main.ts',
  mediaScript: 'apps/media/main.ts',
  demoScript: 'apps/demo/main.ts',
  prepare: buildWeb,
  args: process.argv.slice(2),
});
