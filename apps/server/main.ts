import { endWithParent } from '../../tools/parent-watch.ts';
import { readRunningSettings } from '../settings.ts';
import { createLog } from './log.ts';
import { createServer } from './server.ts';

const settings = readRunningSettings(process.env);
if ('problem' in settings) {
  console.error(settings.problem);
  process.exit(2);
}

const log = createLog(settings.logLevel);

process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left alone'));

const server = await createServer(settings, log);
// Before the first start's long work: a supervisor that dies meanwhile must not leave this process behind.
endWithParent(server.close);
await server.listen();
log.info({ url: settings.publicUrl, port: settings.port }, 'listening');
