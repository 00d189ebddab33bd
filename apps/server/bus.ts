import type { FastifyBaseLogger } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Bus } from '../../platform/bus/bus.ts';
import { createMemoryBus } from '../../platform/bus/memory-bus.ts';
import { readNatsAddress } from '../../platform/bus/nats-address.ts';
import { type BusMeter, createNatsBus } from '../../platform/bus/nats-bus.ts';

export interface ServerBus extends Bus {
  /** What /readyz says of it: a server without its bus works, and its news of other nodes are a second late. */
  readonly state: () => BusState;
}

type BusState = 'none' | 'connected' | 'gone';

/** None on one node; NATS with NATS_URL. */
export function createBus(natsUrl: string | undefined, log: FastifyBaseLogger, registry: Registry): ServerBus {
  const address = natsUrl ? readNatsAddress(natsUrl) : null;
  if (!address) return { ...createMemoryBus(), state: () => 'none' };
  const bus = createNatsBus({ address, log, meter: createBusMeter(registry), name: 'livestall server' });
  const state = () => (bus.connected() ? 'connected' : 'gone');
  new Gauge({
    name: 'livestall_bus_connected',
    help: '1 while the bus between the nodes is there.',
    registers: [registry],
    collect() {
      this.set(bus.connected() ? 1 : 0);
    },
  });
  return { ...bus, state };
}

function createBusMeter(registry: Registry): BusMeter {
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name: `livestall_bus_${name}_total`, help, registers });
  const [sent, sentBytes] = [counter('sent', 'Messages to the other nodes.'), counter('sent_bytes', 'Their bytes.')];
  const [heard, heardBytes] = [counter('heard', 'Messages from other nodes.'), counter('heard_bytes', 'Their bytes.')];
  const lost = new Counter({
    name: 'livestall_bus_lost_total',
    help: 'Messages that reached this node alone, by reason.',
    labelNames: ['reason'],
    registers,
  });
  return {
    sent(bytes) {
      sent.inc();
      sentBytes.inc(bytes);
    },
    heard(bytes) {
      heard.inc();
      heardBytes.inc(bytes);
    },
    lost: (reason) => lost.inc({ reason }),
  };
}
