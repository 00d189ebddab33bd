import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { endWithParent } from '../../tools/parent-watch.ts';
import { localUrl, readSettings } from '../settings.ts';
import { readFootage } from './footage.ts';
import { runDemo } from './run-demo.ts';

/** The demo's host and audience, as a process of its own: people at browsers, seen from outside. */
const settings = readSettings(process.env);
if ('problem' in settings) {
  console.error(settings.problem);
  process.exit(2);
}
const log = pino({ level: settings.logLevel, name: 'demo' });
process.on('unhandledRejection', (error) => log.error({ error: String(error) }, 'a promise was left alone'));

const ending = new AbortController();
endWithParent(async () => ending.abort());
const againMsMax = 60_000;
const footage = await readFootage();
for (let againMs = 1_000; !ending.signal.aborted; againMs = Math.min(againMsMax, againMs * 2)) {
  const startedAt = Date.now();
  const ran = await runDemo({
    ...{ footage, signal: ending.signal, dataDir: settings.dataDir, origin: new URL(settings.publicUrl).origin },
    serverUrl: localUrl(settings.host, settings.port),
    mediaUrl: localUrl(settings.host, settings.mediaPort),
    log: { info: (text) => log.info(text), warn: (details, text) => log.warn(details, text) },
  }).catch((error: unknown) => {
    if (!ending.signal.aborted) log.warn({ error: String(error) }, 'the demo could not go on; it tries again');
    return 'again' as const;
  });
  if (ran === 'no_demo') {
    log.info('there is no demo here');
    process.exit(0);
  }
  if (Date.now() - startedAt > againMsMax) againMs = 1_000;
  await sleep(againMs, undefined, { signal: ending.signal }).catch(() => {});
}
