import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readNatsAddress } from '../platform/bus/nats-address.ts';
import { createNatsBus } from '../platform/bus/nats-bus.ts';
import { startNatsServer } from '../tools/cluster/nats-server.ts';

export interface Crossing {
  /** CPU of the node that tells and of one that hears, for each line. */
  readonly saysMicros: number;
  readonly hearsMicros: number;
  readonly bytesPerLine: number;
  /** From one process to the other. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const batchMs = 5;
const warmUpBatches = 400;

/** Lines of talk from one process to another over NATS, in batches as a busy room makes them, and what each line costs. */
export async function measureCrossing(program: string, linesPerBatch: number, seconds: number): Promise<Crossing> {
  const nats = await startNatsServer(program);
  const child = fork(new URL('bus-hearer.ts', import.meta.url), [nats.url], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  let bytes = 0;
  const quiet = () => {};
  const sent = (count: number) => {
    bytes += count;
  };
  const meter = { sent, heard: quiet, lost: quiet };
  const bus = createNatsBus({ address: readNatsAddress(nats.url)!, log: { info: quiet, error: quiet }, meter });
  await bus.firstConnected;
  const roomId = randomUUID();
  let said = 0;
  const play = async (batches: number, publish: boolean) => {
    const before = process.cpuUsage();
    for (let batch = 0; batch < batches; batch += 1) {
      const lines = Array.from({ length: linesPerBatch }, () => lineOf(said));
      if (publish) bus.publish('talk', { roomId, lines });
      if (publish) said += linesPerBatch;
      await new Promise((resolve) => setTimeout(resolve, batchMs));
    }
    const used = process.cpuUsage(before);
    return used.user + used.system;
  };
  const batches = Math.round((seconds * 1_000) / batchMs);
  await play(warmUpBatches, true);
  // The same without the bus: what is left is the crossing.
  const without = await play(batches, false);
  child.send('count');
  await once(child, 'message');
  [said, bytes] = [0, 0];
  const micros = (await play(batches, true)) - without;
  child.send('over');
  const [heard] = (await once(child, 'message')) as [
    { cpuMicros: number; lines: number; p50Ms: number; p99Ms: number },
  ];
  await bus.close();
  await nats.stop();
  if (heard.lines !== said) throw new Error(`${heard.lines} of ${said} lines were heard.`);
  const perLine = (micros: number) => Number((micros / said).toFixed(2));
  return {
    ...{ saysMicros: perLine(micros), hearsMicros: perLine(heard.cpuMicros) },
    ...{ bytesPerLine: Math.round(bytes / said), p50Ms: heard.p50Ms, p99Ms: heard.p99Ms },
  };
}

function lineOf(number: number) {
  const text = `Is the blue one as warm as it looks? ${number}`;
  return { id: randomUUID(), number, at: Date.now(), name: 'Vera', badge: null, text, saved: true };
}
