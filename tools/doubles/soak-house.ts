import { runHouse } from '../run-house.ts';
import { buildWeb } from '../web-build.ts';

// The whole house as it is, with an eye in server and media that looks into the process when it is signalled to.
await runHouse({
  serverScript: 'apps/server/main.ts',
  mediaScript: 'apps/media/main.ts',
  nodeArgs: ['--expose-gc', '--import', './tools/soak/eye.ts'],
  prepare: buildWeb,
});
