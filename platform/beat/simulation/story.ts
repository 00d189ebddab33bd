import type { Actor } from '../../kit/actor.ts';
import { type Fact, type NumberedFact, personStream, roomStream, staffStream } from '../../kit/fact.ts';
import type { Position, StreamName } from '../../kit/socket-protocol.ts';
import type { Gateway } from '../gateway.ts';
import type { Schedule } from '../limits.ts';
import type { ToldRun } from '../transact.ts';
import type { Chance } from './chance.ts';
import { seenFolds } from './folds.ts';
import { SimViewer } from './sim-viewer.ts';

export interface StoryNeeds {
  readonly chance: Chance;
  readonly now: () => number;
  readonly schedule: Schedule;
  /** Lets time go by. */
  readonly pass: (ms: number) => Promise<void>;
  readonly gateways: readonly Gateway[];
  /** Commits, and hints unless the process dies in between. */
  readonly commit: (told: ReadonlyMap<string, readonly Fact[]>, dies: boolean) => Promise<ToldRun[]>;
  readonly readAll: (stream: string) => Promise<readonly NumberedFact[]>;
  /** Puts an older backup of a stream back, in the middle of the play. */
  readonly restore?: (stream: string) => void;
  readonly playMs: number;
  readonly viewers: number;
  readonly latencyMsMax: number;
  /** A fact must be seen this soon by whoever is connected and reads. */
  readonly seenMsMax: number;
}

export interface StoryEnd {
  readonly wrong: readonly string[];
  readonly facts: number;
  readonly resyncs: number;
  /** The longest time from commit to a steady viewer's eyes. */
  readonly slowestMs: number;
}

const roomId = 'room1';
const shopId = 'shop1';
const calmMs = 4_000;

/** Plays one story: facts, cuts, pauses, deaths; then calm; then everybody must hold what the store holds. */
export async function playStory(needs: StoryNeeds): Promise<StoryEnd> {
  const story = new Story(needs);
  await story.play();
  return story.end();
}

class Story {
  readonly #needs: StoryNeeds;
  readonly #viewers: SimViewer[];
  readonly #committedAt = new Map<string, number>();
  readonly #wrong: string[] = [];
  readonly #writing = new Set<Promise<void>>();
  #facts = 0;
  #slowestMs = 0;

  constructor(needs: StoryNeeds) {
    this.#needs = needs;
    this.#viewers = cast.slice(0, needs.viewers).map(
      (actor) =>
        new SimViewer({
          ...needs,
          actor,
          roomId,
          shopId,
          onSeen: (viewer, stream, position) => this.#seen(viewer, stream, position),
        }),
    );
  }

  async play(): Promise<void> {
    const { chance, schedule, playMs, pass } = this.#needs;
    for (const viewer of this.#viewers) schedule(() => viewer.connect(), chance.between(0, playMs / 2));
    for (let at = 0; at < playMs; at += chance.between(1, 300)) schedule(() => this.#write(), at);
    for (let at = 0; at < playMs; at += chance.between(100, 2_000)) schedule(() => this.#disturb(), at);
    const { restore } = this.#needs;
    if (restore) schedule(() => restore(chance.oneOf(allStreams)[0]), playMs / 2);
    await pass(playMs);
    // The last fact's teller dies, and nothing follows it.
    this.#write(true);
    for (const viewer of this.#viewers) viewer.resume();
    for (let waited = 0; waited < calmMs; waited += 200) {
      for (const viewer of this.#viewers) viewer.connect();
      await pass(200);
    }
    await Promise.all(this.#writing);
  }

  async end(): Promise<StoryEnd> {
    for (const viewer of this.#viewers) {
      for (const stream of streamsOf(viewer)) await this.#compare(viewer, stream);
      this.#wrong.push(...viewer.wrong.map((text) => `${viewer.needs.actor.name}: ${text}`));
    }
    const resyncs = this.#viewers.reduce((sum, viewer) => sum + viewer.resyncs, 0);
    return { wrong: this.#wrong, facts: this.#facts, resyncs, slowestMs: this.#slowestMs };
  }

  #write(dies = this.#needs.chance.percent(15)): void {
    const { chance, now } = this.#needs;
    const told = new Map<string, Fact[]>();
    const streams = chance.percent(20) ? allStreams : [chance.oneOf(allStreams)];
    for (const [name, secret] of streams) {
      const count = chance.percent(5) ? chance.between(20, 60) : chance.between(1, 3);
      const facts = Array.from({ length: count }, () => ({
        kind: 'told',
        body: { value: chance.between(0, 999), secret },
      }));
      told.set(name, facts);
      this.#facts += count;
    }
    const writing = this.#needs.commit(told, dies).then((runs) => {
      for (const { stream, epoch, facts } of runs) {
        for (const { number } of facts) this.#committedAt.set(`${stream} ${epoch} ${number}`, now());
      }
    });
    this.#writing.add(writing);
  }

  #disturb(): void {
    const { chance, schedule } = this.#needs;
    const viewer = chance.oneOf(this.#viewers);
    if (chance.percent(50)) {
      viewer.cut();
      schedule(() => viewer.connect(), chance.between(1, chance.percent(20) ? 10_000 : 1_000));
    } else {
      viewer.pause();
      schedule(() => viewer.resume(), chance.between(1, 3_000));
    }
    // A viewer that was closed by the server comes back as well.
    for (const other of this.#viewers) if (chance.percent(30)) schedule(() => other.connect(), chance.between(1, 500));
  }

  #seen(viewer: SimViewer, stream: StreamName, { epoch, number }: Position): void {
    const committedAt = this.#committedAt.get(`${nameOf(stream, viewer)} ${epoch} ${number}`);
    if (committedAt === undefined) return;
    const ms = this.#needs.now() - Math.max(committedAt, viewer.steadySince);
    if (ms > this.#slowestMs) this.#slowestMs = ms;
    if (ms > this.#needs.seenMsMax) {
      this.#wrong.push(`${viewer.needs.actor.name} saw ${stream} ${number} after ${ms} ms`);
    }
  }

  async #compare(viewer: SimViewer, stream: StreamName): Promise<void> {
    const facts = await this.#needs.readAll(nameOf(stream, viewer));
    const fold = seenFolds[stream];
    const truth = facts.reduce((state, fact) => fold.apply(state, fact), fold.initial);
    const held = viewer.replica.state(stream);
    if (JSON.stringify(truth) === JSON.stringify(held)) return;
    this.#wrong.push(
      `${viewer.needs.actor.name} holds ${JSON.stringify(held)} of ${stream}, not ${JSON.stringify(truth)}`,
    );
  }
}

const person = (id: string, name: string, staff = false): Actor => ({
  viewerId: id,
  accountId: id,
  name,
  sessionId: `session-${id}`,
  expiresAt: Number.MAX_SAFE_INTEGER,
  operator: false,
  roles: staff ? { [shopId]: ['host'] } : {},
});

const guest: Actor = { ...person('guest', ''), accountId: null, name: null, sessionId: null };
const cast: readonly Actor[] = [
  person('hana', 'Hana Seo', true),
  person('vera', 'Vera'),
  person('viktor', 'Viktor'),
  { ...guest, viewerId: 'wen' },
  person('vera', 'Vera, on a second device'),
  { ...guest, viewerId: 'wen2' },
];

const allStreams: readonly (readonly [string, string])[] = [
  [roomStream(roomId), 'public'],
  [roomStream(roomId), 'public'],
  [staffStream(roomId), 'secret-of-staff'],
  [personStream('vera'), 'secret-of-person-vera'],
  [personStream('viktor'), 'secret-of-person-viktor'],
];

function streamsOf({ needs: { actor } }: SimViewer): StreamName[] {
  const streams: StreamName[] = ['room'];
  if (actor.roles[shopId]) streams.push('staff');
  if (actor.accountId) streams.push('person');
  return streams;
}

function nameOf(stream: StreamName, { needs: { actor } }: SimViewer): string {
  if (stream === 'room') return roomStream(roomId);
  return stream === 'staff' ? staffStream(roomId) : personStream(actor.accountId!);
}
