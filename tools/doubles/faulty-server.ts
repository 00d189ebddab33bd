import { createLog } from '../../apps/server/log.ts';
import { createServer } from '../../apps/server/server.ts';
import { readRunningSettings } from '../../apps/settings.ts';
import { dieAt, readFaulty } from '../faults/faulty.ts';
import { endWithParent } from '../parent-watch.ts';

// The shop's own server, but for three things: holds are short, the database may be behind a double of the network, and
// it kills itself at the place that the test has written down.
const settings = readRunningSettings(process.env);
if ('problem' in settings) throw new Error(settings.problem);
const { holdSeconds, databasePort } = readFaulty(settings.dataDir);
const database = new URL(settings.databaseUrl);
if (databasePort) database.port = String(databasePort);
const server = await createServer(
  { ...settings, holdMinutes: holdSeconds / 60, databaseUrl: database.href },
  createLog(settings.logLevel),
  dieAt(settings.dataDir),
);
endWithParent(server.close);
await server.listen();
