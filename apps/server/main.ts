import pino from 'pino';
import { endWithParent } from '../../tools/parent-watch.ts';
import { readRunningSettings } from '../settings.ts';
import { createServer } from './server.ts';

const settings = readRunningSettings(process.env);
if ('problem' in settings) {
  console.error(settings.problem);
  process.exit(2);
}

const log = pino({
  name: 'server',
  level: settings.logLevel,
  // Cookies and tokens never reach the log, whatever is logged by mistake.
  redact: [
    'headers.cookie',
    'headers.authorization',
    'headers["set-cookie"]',
    'cookie',
    'token',
    'password',
    'secret',
    '*.password',
    '*.token',
    '*.secret',
  ],
});

process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left alone'));

const server = await createServer(settings, log);
await server.listen();
log.info({ url: settings.publicUrl, port: settings.port }, 'listening');
endWithParent(server.close);
