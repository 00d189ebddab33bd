import { runHouse } from '../run-house.ts';
import { buildWeb } from '../web-build.ts';

// The whole house, with a server that dies where it is told to; a name after the command replaces the media script.
await runHouse({
  serverScript: 'tools/doubles/faulty-server.ts',
  mediaScript: process.argv[2] ?? 'apps/media/main.ts',
  prepare: buildWeb,
});
