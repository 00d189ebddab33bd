import { WebSocket } from 'ws';
import type { FromServer } from '../platform/kit/socket-protocol.ts';

/** A crowd in a process of its own, so that reading is not counted as the server's work. */
const [url, origin, count] = process.argv.slice(2) as [string, string, string];
let counting = false;
let facts = 0;
let messages = 0;
const delays: number[] = [];
const open: Promise<unknown>[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const ws = new WebSocket(url, { origin, perMessageDeflate: false });
  ws.on('error', () => {});
  ws.on('message', (data) => read(JSON.parse(String(data)) as FromServer));
  open.push(
    new Promise<void>((resolve) =>
      ws.once('open', () => {
        ws.send(JSON.stringify({ kind: 'hello', have: {} }));
        resolve();
      }),
    ),
  );
}
await Promise.all(open);
tell('ready', null);

process.on('message', (message) => {
  if (message === 'count') {
    counting = true;
    tell('counting', null);
    return;
  }
  delays.sort((a, b) => a - b);
  const at = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? 0;
  tell('read', { facts, messages, p50Ms: at(0.5), p99Ms: at(0.99) });
});
process.on('disconnect', () => process.exit(0));

function read(message: FromServer): void {
  if (!counting || message.kind !== 'frame') return;
  messages += 1;
  for (const run of message.facts ?? []) {
    for (const fact of run.facts) {
      facts += 1;
      delays.push(Date.now() - fact.at);
    }
  }
}

function tell(what: string, value: unknown): void {
  process.send?.({ what, value });
}
