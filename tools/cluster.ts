import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from './cluster/cluster-house.ts';
import { readOrMakeSecret } from './data-folder.ts';
import { Problem, runTool } from './problem.ts';
import { buildWeb } from './web-build.ts';

/** `npm run cluster -- --nodes 3 --media 2 --port 8080`: the topology of deploy/compose.yaml without containers, until Ctrl-C. */
await runTool(async () => {
  const options = {
    nodes: { type: 'string' },
    media: { type: 'string' },
    port: { type: 'string' },
    folder: { type: 'string' },
  } as const;
  const { values } = parseArgs({ options });
  const folder = values.folder ?? 'data/cluster';
  const port = numberOf('port', values.port, 8080);
  mkdirSync(folder, { recursive: true });
  const secret = readOrMakeSecret(folder);
  const say = (line: string) => console.log(line);
  await buildWeb(say);
  const begun = performance.now();
  const [nodes, media] = [numberOf('nodes', values.nodes, 3), numberOf('media', values.media, 2)];
  const house = await startCluster({ nodes, media, port, folder: resolve(folder), secret, keeps: true, say });
  say(`${nodes} servers, ${media} media processes, PostgreSQL, NATS and nginx: ${house.url}`);
  for (const { name, url, pid } of [...house.servers, ...house.media]) say(`  ${name}  ${url}  process ${pid}`);
  say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C ends it.`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await house.stop();
  return 0;
});

function numberOf(name: string, text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Problem(`--${name} is a whole number above 0, but it is ${text}.`, 2);
}
