import type { TalkLine } from '../kit/socket-protocol.ts';
import type { GatewayLimits } from './limits.ts';
import { lineForms } from './same-line.ts';
import { levelOf, levelsCount, othersLevel, type Waiting, WaitingLevel } from './waiting-talk.ts';

type SamplerLimits = Pick<
  GatewayLimits,
  | 'readableLinesPerSecond'
  | 'waitingLinesMax'
  | 'waitingLineMs'
  | 'waitingStaffLineMs'
  | 'sameLineMs'
  | 'heardMs'
  | 'heardMax'
>;

/** Of each place that a line with priority takes while others wait, they are owed so much. */
export const othersShare = 0.25;

/**
 * Chooses what of a room's talk is shown when it is more than a person can read. Same lines become one with a count.
 * First comes the host, then moderators, then what they have answered, then buyers; but a quarter of the places is for
 * everybody else as long as somebody else waits. A line costs the same however many wait, and a beat what it shows.
 */
export class TalkSampler {
  readonly #limits: SamplerLimits;
  readonly #levels: readonly WaitingLevel[];
  /** All that waits, what was said longest ago first; the staff's own apart, which waits longer. */
  readonly #waiting = new Set<Waiting>();
  readonly #staff = new Set<Waiting>();
  /** Same as what was shown a moment ago: it gathers into a larger count first, in no level. */
  readonly #held = new Set<Waiting>();
  readonly #byForm = new Map<string, Waiting>();
  readonly #byId = new Map<string, Waiting>();
  /** What was shown of late, by form, and who was heard; the oldest first. */
  readonly #shownAt = new Map<string, number>();
  readonly #heardAt = new Map<string, number>();
  /** Places that others are owed: 1 is a place. */
  #owed = 0;
  #tokens: number;
  #filledAt = 0;
  /** Lines that were never shown, not even as one of a count. */
  dropped = 0;

  constructor(limits: SamplerLimits, random: () => number) {
    this.#limits = limits;
    this.#tokens = limits.readableLinesPerSecond;
    this.#levels = Array.from({ length: levelsCount }, () => new WaitingLevel(this.#heardAt, random));
  }

  get waiting(): number {
    return this.#waiting.size + this.#staff.size;
  }

  /** `voice` is who said it, which is told to nobody; without it the shown name has to do. */
  add(line: TalkLine, now: number, voice: string = line.name): void {
    if (this.#byId.has(line.id)) return;
    const forms = lineForms(line.text).map((form) => `${line.badge ?? ''}\n${line.reply?.id ?? ''}\n${form}`);
    const same = forms.map((form) => this.#byForm.get(form)).find((one) => one !== undefined);
    if (same) this.#merge(same, line, now, voice);
    else
      this.#push(
        { line, forms, since: now, count: line.count ?? 1, ids: [], voices: new Set(), answered: false },
        voice,
      );
    if (line.badge === 'host' || line.badge === 'moderator') this.#answered(line.reply?.id);
  }

  /** What is shown now, in the order in which it was said. */
  take(now: number): TalkLine[] {
    const rate = this.#limits.readableLinesPerSecond;
    this.#tokens = Math.min(rate, this.#tokens + ((now - this.#filledAt) / 1000) * rate);
    this.#filledAt = now;
    this.#forget(now);
    const chosen = this.#choose(Math.floor(this.#tokens), now);
    this.#tokens -= chosen.length;
    this.#expire(this.#waiting, now - this.#limits.waitingLineMs);
    this.#expire(this.#staff, now - this.#limits.waitingStaffLineMs);
    return chosen
      .sort((a, b) => a.line.at - b.line.at || (a.line.number ?? 0) - (b.line.number ?? 0))
      .map(({ line, count }) => (count > 1 ? { ...line, count } : line));
  }

  #choose(places: number, now: number): Waiting[] {
    const chosen: Waiting[] = [];
    if (this.waiting <= places) {
      this.#owed = 0;
      chosen.push(...this.#staff, ...this.#waiting);
      for (const one of chosen) this.#show(one, now);
      return chosen;
    }
    while (chosen.length < places) {
      const one = this.#next();
      if (!one) break;
      this.#show(one, now);
      chosen.push(one);
    }
    return chosen;
  }

  #next(): Waiting | undefined {
    const others = this.#levels[othersLevel]!;
    const first = this.#levels.find((level, at) => at !== othersLevel && !level.empty);
    if (others.empty) this.#owed = 0;
    else if (!first || this.#owed >= 1) {
      this.#owed = Math.max(0, this.#owed - 1);
      return others.next();
    } else this.#owed += othersShare / (1 - othersShare);
    return first?.next();
  }

  #show(one: Waiting, now: number): void {
    this.#unlink(one);
    for (const form of one.forms) renew(this.#shownAt, form, now);
    for (const voice of one.voices) {
      renew(this.#heardAt, voice, now);
      for (const level of this.#levels) level.heard(voice);
    }
  }

  #merge(same: Waiting, { id, count = 1 }: TalkLine, now: number, voice: string): void {
    same.count += count;
    same.since = now;
    const queue = this.#queueOf(same);
    queue.delete(same);
    queue.add(same);
    // The count goes on; memory does not.
    if (same.ids.length >= this.#limits.waitingLinesMax) return;
    same.ids.push(id);
    this.#byId.set(id, same);
    if (same.voices.has(voice)) return;
    same.voices.add(voice);
    if (!this.#held.has(same)) this.#levels[levelOf(same)]!.addVoice(same, voice);
  }

  #push(fresh: Waiting, voice: string): void {
    if (this.waiting >= this.#limits.waitingLinesMax) this.#forgetOne();
    fresh.ids.push(fresh.line.id);
    fresh.voices.add(voice);
    this.#byId.set(fresh.line.id, fresh);
    for (const form of fresh.forms) if (!this.#byForm.has(form)) this.#byForm.set(form, fresh);
    this.#queueOf(fresh).add(fresh);
    if (fresh.forms.some((form) => this.#shownAt.has(form))) this.#held.add(fresh);
    else this.#levels[levelOf(fresh)]!.add(fresh);
  }

  #answered(id: string | undefined): void {
    const asked = id === undefined ? undefined : this.#byId.get(id);
    if (!asked || asked.answered) return;
    const ready = !this.#held.has(asked);
    if (ready) this.#levels[levelOf(asked)]!.remove(asked);
    asked.answered = true;
    if (ready) this.#levels[levelOf(asked)]!.add(asked);
  }

  /** What was shown and who was heard long ago counts no more. */
  #forget(now: number): void {
    const { sameLineMs, heardMs, heardMax } = this.#limits;
    forgetUntil(this.#shownAt, (at) => at <= now - sameLineMs);
    forgetUntil(
      this.#heardAt,
      (at) => at <= now - heardMs || this.#heardAt.size > heardMax,
      (voice) => {
        for (const level of this.#levels) level.forgotten(voice);
      },
    );
    for (const one of this.#held) {
      if (one.forms.some((form) => this.#shownAt.has(form))) continue;
      this.#held.delete(one);
      this.#levels[levelOf(one)]!.add(one);
    }
  }

  #expire(queue: Set<Waiting>, before: number): void {
    for (const one of queue) {
      if (one.since > before) return;
      this.#drop(one);
    }
  }

  /** When even waiting has no room, one of the lowest level goes. */
  #forgetOne(): void {
    const lowest = this.#levels.findLast((level) => !level.empty);
    const gone = lowest?.leastMissed() ?? this.#held.values().next().value;
    if (gone) this.#drop(gone);
  }

  #drop(one: Waiting): void {
    this.#unlink(one);
    this.dropped += one.count;
  }

  #unlink(one: Waiting): void {
    this.#queueOf(one).delete(one);
    if (!this.#held.delete(one)) this.#levels[levelOf(one)]!.remove(one);
    for (const form of one.forms) if (this.#byForm.get(form) === one) this.#byForm.delete(form);
    for (const id of one.ids) this.#byId.delete(id);
  }

  #queueOf({ line }: Waiting): Set<Waiting> {
    return line.badge === 'host' || line.badge === 'moderator' ? this.#staff : this.#waiting;
  }
}

function renew(times: Map<string, number>, key: string, now: number): void {
  times.delete(key);
  times.set(key, now);
}

/** The oldest stand first. */
function forgetUntil(times: Map<string, number>, over: (at: number) => boolean, then = (_key: string) => {}): void {
  for (const [key, at] of times) {
    if (!over(at)) return;
    times.delete(key);
    then(key);
  }
}
