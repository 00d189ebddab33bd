import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { GatewayCount, GatewayMeter } from '../beat/gateway-needs.ts';
import type { CloseName } from '../kit/socket-protocol.ts';

export interface SocketMeter extends GatewayMeter {
  /** How many sockets there are is asked when the page is read. */
  watch(sockets: () => number): void;
  closed(name: CloseName): void;
}

const help: Readonly<Record<GatewayCount, string>> = {
  frames: 'Frames sent to viewers.',
  facts: 'Facts sent to viewers, each counted for each viewer.',
  repairs: 'Gaps that were fetched from the store, once for all viewers.',
  snapshots: 'Whole states sent to viewers.',
  dropped_lines: 'Lines of talk that were more than a person can read.',
};

/** Counts of the beat and the sockets for /metrics. */
export function createSocketMeter(registry: Registry): SocketMeter {
  const registers = [registry];
  const counters = new Map(
    (Object.keys(help) as GatewayCount[]).map((what) => [
      what,
      new Counter({ name: `livestall_beat_${what}_total`, help: help[what], registers }),
    ]),
  );
  const beatSeconds = new Histogram({
    name: 'livestall_beat_seconds',
    help: 'How long one beat of all rooms took.',
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers,
  });
  const beatWait = new Gauge({
    name: 'livestall_beat_wait_seconds',
    help: 'From the beginning of a beat to that of the next: it grows under load.',
    registers,
  });
  const closes = new Counter({
    name: 'livestall_socket_closes_total',
    help: 'Sockets closed by the server, by reason.',
    labelNames: ['reason'],
    registers,
  });
  return {
    add: (what, count) => {
      if (count > 0) counters.get(what)?.inc(count);
    },
    beatTook: (ms, periodMs) => {
      beatSeconds.observe(ms / 1000);
      beatWait.set(periodMs / 1000);
    },
    closed: (reason) => closes.inc({ reason }),
    watch: (sockets) => {
      new Gauge({
        name: 'livestall_sockets',
        help: 'Open sockets.',
        registers,
        collect() {
          this.set(sockets());
        },
      });
    },
  };
}
