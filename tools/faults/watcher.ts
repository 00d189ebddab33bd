import { setTimeout as sleep } from 'node:timers/promises';
import { folds } from '../../apps/streams.ts';
import { createTestViewer } from '../../platform/socket/test-viewer.ts';

export interface Watcher {
  /** The numbers of the room's facts, as they came. */
  readonly numbers: readonly number[];
  /** Why each socket closed. */
  readonly closes: readonly string[];
  /** The position in the room's stream. */
  heard(): number;
  say(text: string): Promise<object>;
  leave(): void;
}

const comeBackMs = 200;

/** A viewer over a real socket, who comes back whenever the connection ends. */
export async function watch(url: string, roomId: string, headers: Record<string, string> = {}): Promise<Watcher> {
  const socketUrl = `${url.replace(/^http/, 'ws')}/socket?room=${roomId}`;
  const viewer = createTestViewer({ url: socketUrl, origin: url, headers, folds });
  const closes: string[] = [];
  let left = false;
  await viewer.connect();
  void stay();
  return {
    numbers: viewer.numbers.room,
    closes,
    heard: () => viewer.replica.position('room')?.number ?? 0,
    say: (text) => viewer.command('barrage.send', { text }),
    leave() {
      left = true;
      viewer.cut();
    },
  };

  async function stay(): Promise<void> {
    for (;;) {
      closes.push(await viewer.closed());
      for (let there = false; !there && !left; ) {
        await sleep(comeBackMs);
        there = await viewer.connect().then(
          () => true,
          () => false,
        );
      }
      if (left) return;
    }
  }
}
