import { pino } from 'pino';
import { endWithParent } from '../../tools/parent-watch.ts';
import { readSettings } from '../settings.ts';
import { createMedia } from './media.ts';

/** The video origin as a process of its own: it goes on when the server or the database is down. */
const settings = readSettings(process.env);
const bytesOfGb = 1_000_000_000;
const { MEDIA_KEY: secret } = process.env;
if ('problem' in settings) fail(settings.problem);
else if (!secret) fail('MEDIA_KEY is empty: start with npm start, which derives it from the secret.');
else {
  const log = pino({ level: settings.logLevel, name: 'media' });
  const media = await createMedia({
    host: settings.host,
    port: settings.mediaPort,
    dataDir: settings.dataDir,
    secret,
    allowedOrigins: [settings.publicUrl],
    clock: Date.now,
    log,
    recordingHours: settings.recordingHours,
    limits: { recordingsBytesMax: settings.recordingGb * bytesOfGb },
    trustedProxies: settings.trustedProxies,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return fail(`The port ${settings.mediaPort} (MEDIA_PORT) is taken by another program.`);
  });
  log.info({ port: media.port }, 'media is ready');
  process.send?.('ready');
  endWithParent(() => media.close());
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
