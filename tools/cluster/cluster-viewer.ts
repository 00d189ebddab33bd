import { setTimeout as sleep } from 'node:timers/promises';
import { folds } from '../../apps/streams.ts';
import { createTestViewer } from '../../platform/socket/test-viewer.ts';
import type { NodeProcess } from './node-process.ts';

export interface ClusterViewer {
  /** Numbers of the room's facts as they came. */
  readonly numbers: readonly number[];
  heard(): number;
  /** The texts of the lines that it was shown. */
  lines(): string[];
  /** How many watch, as it was told last. */
  watching(): number | undefined;
  say(text: string): Promise<object>;
  /** When it was connected again after each loss, ms. */
  readonly awayMs: readonly number[];
  leave(): void;
}

interface Needs {
  readonly nodes: readonly NodeProcess[];
  /** The index of the node that it comes to first. */
  readonly node: number;
  readonly publicUrl: string;
  readonly roomId: string;
  readonly headers?: Record<string, string>;
}

const comeBackMs = 100;

/** A viewer at one node of a cluster, who goes to another when it is lost. */
export async function watchNode({ nodes, node, publicUrl, roomId, headers = {} }: Needs): Promise<ClusterViewer> {
  let at = node;
  let left = false;
  const awayMs: number[] = [];
  const viewer = createTestViewer({
    get url() {
      return `${nodes[at % nodes.length]!.url.replace(/^http/, 'ws')}/socket?room=${roomId}`;
    },
    ...{ origin: publicUrl, headers, folds },
  });
  await viewer.connect();
  void stay();
  return {
    numbers: viewer.numbers.room,
    awayMs,
    heard: () => viewer.replica.position('room')?.number ?? 0,
    lines: () => viewer.frames().flatMap((frame) => (frame.talk ?? []).map(({ text }) => text)),
    watching: () => latestOf(viewer.frames(), 'room.watching') as number | undefined,
    say: (text) => viewer.command('barrage.send', { text }),
    leave() {
      left = true;
      viewer.cut();
    },
  };

  async function stay(): Promise<void> {
    for (;;) {
      await viewer.closed();
      const lostAt = Date.now();
      for (let there = false; !there && !left; ) {
        at += 1;
        there = await viewer.connect().then(
          () => true,
          () => false,
        );
        if (!there) await sleep(comeBackMs);
      }
      if (left) return;
      awayMs.push(Date.now() - lostAt);
    }
  }
}

function latestOf(frames: readonly { readonly latest?: Readonly<Record<string, unknown>> }[], key: string): unknown {
  return frames.findLast((frame) => frame.latest && key in frame.latest)?.latest?.[key];
}
