import { once } from 'node:events';
import { readNatsAddress } from '../platform/bus/nats-address.ts';
import { createNatsBus } from '../platform/bus/nats-bus.ts';

/** The other process: hears lines until it is told that all were said. */
const quiet = () => {};
const address = readNatsAddress(process.argv[2]!)!;
const bus = createNatsBus({ address, log: { info: quiet, error: quiet } });
const took: number[] = [];
bus.subscribe('talk', (payload) => {
  const now = Date.now();
  for (const { at } of (payload as { lines: { at: number }[] }).lines) took.push(now - at);
});
await bus.firstConnected;
process.send!('ready');
// First what is to warm up.
await once(process, 'message');
took.length = 0;
const before = process.cpuUsage();
process.send!('counting');
await once(process, 'message');
const used = process.cpuUsage(before);
took.sort((a, b) => a - b);
const at = (share: number) => took[Math.floor((took.length - 1) * share)] ?? 0;
process.send!({ cpuMicros: used.user + used.system, lines: took.length, p50Ms: at(0.5), p99Ms: at(0.99) });
await bus.close();
process.disconnect();
