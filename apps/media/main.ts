import { hostname } from 'node:os';
import { type Logger, pino } from 'pino';
import { readNatsAddress } from '../../platform/bus/nats-address.ts';
import { createNatsBus } from '../../platform/bus/nats-bus.ts';
import { logDestination } from '../../platform/log/log-destination.ts';
import { endWithParent } from '../../tools/parent-watch.ts';
import { localUrl, readSettings, type Settings, tlsFilesOf } from '../settings.ts';
import { createMedia } from './media.ts';

/** The video origin as a process of its own: it goes on when the server or the database is down. */
const settings = readSettings(process.env);
const bytesOfGb = 1_000_000_000;
const { MEDIA_KEY: secret } = process.env;
if ('problem' in settings) fail(settings.problem);
else if (!secret) fail('MEDIA_KEY is empty: start with npm start, which derives it from the secret.');
else {
  const log = pino({ level: settings.logLevel, name: 'media' }, logDestination());
  const bus = openBus(log);
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
    tls: tlsFilesOf(settings),
    metricsToken: settings.metricsToken,
    bus,
    nodeUrl: nodeUrlOf(settings),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return fail(`The port ${settings.mediaPort} (MEDIA_PORT) is taken by another program.`);
  });
  log.info({ port: media.port }, 'media is ready');
  void bus?.firstConnected.then(() => media.ask());
  process.send?.('ready');
  endWithParent(async () => {
    await media.close();
    await bus?.close();
  });
}

function openBus(log: Logger) {
  const address = 'problem' in settings || !settings.natsUrl ? null : readNatsAddress(settings.natsUrl);
  return address ? createNatsBus({ address, log, name: 'livestall media' }) : undefined;
}

/** Where it listens for all, its machine's name is what the others can know it by. */
function nodeUrlOf({ mediaNodeUrl, host, mediaPort }: Settings): string {
  if (mediaNodeUrl) return mediaNodeUrl;
  return ['0.0.0.0', '::'].includes(host) ? `http://${hostname()}:${mediaPort}` : localUrl(host, mediaPort);
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(1);
}
