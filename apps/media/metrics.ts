import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** What the media process counts, in a registry of its own, so that tests can run several in one process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name: `livestall_media_${name}`, help, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `livestall_media_${name}`, help, registers });
  return {
    registry,
    readers: gauge('readers', 'Open live responses.'),
    publishers: gauge('publishers', 'Connected studios.'),
    channels: gauge('channels', 'Rooms in memory.'),
    fragments: counter('fragments_total', 'Fragments taken from studios.'),
    bytesIn: counter('bytes_in_total', 'Bytes taken from studios.'),
    bytesOut: counter('bytes_out_total', 'Bytes written to live responses.'),
    readersBehind: counter('readers_behind_total', 'Readers closed for lagging too far.'),
    upstreams: gauge('upstreams', 'Rooms fetched from another media process.'),
    relays: gauge('relays', 'Other media processes that fetch a room from here.'),
    bytesRelayedIn: counter('relayed_in_bytes_total', 'Bytes fetched from other media processes.'),
    bytesRelayedOut: counter('relayed_out_bytes_total', 'Bytes given to other media processes.'),
    recordingFails: gauge('recording_fails', '1 while the disk does not take what is to be recorded.'),
    segmentsLost: counter('segments_lost_total', 'Segments that could not be written to disk.'),
    refusals: new Counter({
      name: 'livestall_media_refusals_total',
      help: 'Refused requests and closed studios.',
      labelNames: ['code'],
      registers,
    }),
    stop: () => registry.clear(),
  };
}
