import { runHouse } from '../run-house.ts';

// The life cycle with doubles in place of the two processes; a name after the command replaces the server's script.
await runHouse({
  serverScript: process.argv[2] ?? 'tools/doubles/server.ts',
  mediaScript: 'tools/doubles/media.ts',
  prepare: async () => {},
});
