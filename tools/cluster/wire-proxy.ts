import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../ports.ts';

export interface WireProxy {
  readonly port: number;
  /** From now on nothing passes these ways; whoever waits, waits. */
  cut(ways: { readonly says?: boolean; readonly hears?: boolean }): void;
  /** What was cut is lost, and new connections pass. */
  heal(): void;
  close(): Promise<void>;
}

/** The network between one node and a server: it can be cut, one way or both, without either side being told. */
export async function startWireProxy(target: () => number): Promise<WireProxy> {
  const port = await freePort();
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>();
  const dead = { says: false, hears: false };
  const apply = ({ near, far }: { near: Socket; far: Socket }) => {
    if (dead.says) near.unpipe(far).pause();
    if (dead.hears) far.unpipe(near).pause();
  };
  const server = createServer((near) => {
    const far = connect(target(), '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
    apply(pair);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const endAll = () => {
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port,
    cut(ways) {
      Object.assign(dead, ways);
      for (const pair of pairs) apply(pair);
    },
    heal() {
      Object.assign(dead, { says: false, hears: false });
      endAll();
    },
    async close() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
