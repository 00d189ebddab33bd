import { expect, test, vi } from 'vitest';
import type { Bus } from './bus.ts';

export interface BusStage {
  /** A bus of one more node on the same wire. */
  open(): Promise<Bus>;
  /** Until it heals, nothing goes from any node to any other. */
  cut(): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
}

const soon = { timeout: 8_000, interval: 10 };
const manyMessages = 2_000;

/** What every bus keeps, with one node or many. */
export function busContract(set: () => Promise<BusStage>): void {
  const play = player(set);
  talking(play);
  breaking(play);
}

type Story = (stage: BusStage, open: () => Promise<Bus>) => Promise<void>;
type Play = (story: Story) => Promise<void>;

function player(set: () => Promise<BusStage>): Play {
  return async (story) => {
    const stage = await set();
    const buses: Bus[] = [];
    try {
      await story(stage, async () => {
        const bus = await stage.open();
        buses.push(bus);
        return bus;
      });
    } finally {
      for (const bus of buses) await bus.close();
      await stage.close();
    }
  };
}

function talking(play: Play): void {
  test('[U1] what one node publishes, each subscriber of each node hears once, in the order in which it was said', () =>
    play(async (_stage, open) => {
      const [here, there] = [await open(), await open()];
      const heard = [collect(here, 'talk'), collect(there, 'talk'), collect(there, 'talk')];
      await reach(here, there);
      const said = Array.from({ length: manyMessages }, (_, number) => ({ number, text: `Grüße 서하나 ${number}` }));
      for (const one of said) here.publish('talk', one);
      for (const list of heard) await vi.waitFor(() => expect(list).toEqual(said), soon);
    }));

  test('[U2] nothing is heard within the publishing itself, and a subject is heard by its own subscribers only', () =>
    play(async (_stage, open) => {
      const bus = await open();
      const [talk, told] = [collect(bus, 'talk'), collect(bus, 'told')];
      bus.publish('talk', 1);
      expect(talk).toEqual([]);
      await vi.waitFor(() => expect(talk).toEqual([1]), soon);
      expect(told).toEqual([]);
    }));

  test('[U3] who has stopped hears nothing more, and the others go on', () =>
    play(async (_stage, open) => {
      const [here, there] = [await open(), await open()];
      const [stays, leaves] = [collect(there, 'talk'), [] as unknown[]];
      const stop = there.subscribe('talk', (payload) => leaves.push(payload));
      await reach(here, there);
      stop();
      here.publish('talk', 'after');
      await vi.waitFor(() => expect(stays).toEqual(['after']), soon);
      expect(leaves).toEqual([]);
    }));
}

function breaking(play: Play): void {
  test('[U4] while the nodes are cut off from each other, publishing goes on and a node hears itself; healed, all hear again', () =>
    play(async (stage, open) => {
      const [here, there] = [await open(), await open()];
      const [own, other] = [collect(here, 'talk'), collect(there, 'talk')];
      await reach(here, there);
      await stage.cut();
      here.publish('talk', 'unheard elsewhere');
      await vi.waitFor(() => expect(own).toEqual(['unheard elsewhere']), soon);
      await stage.heal();
      await reach(here, there);
      await reach(there, here);
      here.publish('talk', 'heard');
      await vi.waitFor(() => expect(other.at(-1)).toBe('heard'), soon);
      // What was said in the outage is over: nothing durable depends on it.
      expect(other).toEqual(['heard']);
    }));

  test('[U5] a closed bus takes what is published and says nothing', () =>
    play(async (_stage, open) => {
      const bus = await open();
      const heard = collect(bus, 'talk');
      await bus.close();
      expect(() => bus.publish('talk', 1)).not.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(heard).toEqual([]);
    }));
}

function collect(bus: Bus, subject: string): unknown[] {
  const heard: unknown[] = [];
  bus.subscribe(subject, (payload) => heard.push(payload));
  return heard;
}

/** A wire may need a moment before the first message comes through. */
async function reach(from: Bus, to: Bus): Promise<void> {
  const heard = collect(to, 'reach');
  await vi.waitFor(() => {
    from.publish('reach', null);
    expect(heard.length).toBeGreaterThan(0);
  }, soon);
}
