import { freeTalk, type SaidLine, type TalkRules } from '../barrage.ts';
import type { Line } from '../protocol.ts';

/** Talkers whose pace is remembered; the one who was silent longest is forgotten first. */
export const talkersRememberedMax = 20_000;
/** Of one talker; more than any pace allows. */
const timesRememberedMax = 50;
/** Unsaved lines that are remembered, so that a repeat is not shown twice. */
export const unsavedRememberedMax = 5_000;
export const roomsRememberedMax = 2_000;

export interface Memory {
  timesOf(roomId: string, lines: readonly SaidLine[]): Map<string, readonly number[]>;
  keepTimes(roomId: string, times: ReadonlyMap<string, readonly number[]>): void;
  /** What was said through other nodes. */
  addTimes(roomId: string, more: readonly (readonly [accountId: string, times: readonly number[]])[]): void;
  /** The stored lines together with the unsaved ones of these ids. */
  withUnsaved(stored: ReadonlyMap<string, SaidLine>, lines: readonly SaidLine[]): Map<string, SaidLine>;
  unsaved(id: string): Line | undefined;
  /** Who said an unsaved line here, and what. */
  unsavedSaid(roomId: string, id: string): SaidLine | undefined;
  forgetUnsaved(id: string): void;
  keepUnsaved(said: SaidLine, line: Line): void;
  /** What the database said last. */
  closed(roomId: string): boolean;
  keepClosed(roomId: string, closed: boolean): void;
  rules(roomId: string): TalkRules;
  keepRules(roomId: string, rules: TalkRules): void;
}

/** What one process remembers of the talk: it only refuses early and answers repeats; the rows are the truth. */
export function createMemory(): Memory {
  const pace = new Map<string, readonly number[]>();
  const rooms = new Map<string, boolean>();
  const rulesOf = new Map<string, TalkRules>();
  const unsaved = new Map<string, { readonly said: SaidLine; readonly line: Line }>();
  return {
    timesOf(roomId, lines) {
      const times = new Map<string, readonly number[]>();
      for (const { accountId } of lines) times.set(accountId, pace.get(`${roomId} ${accountId}`) ?? []);
      return times;
    },
    keepTimes(roomId, times) {
      for (const [accountId, at] of times) remember(pace, `${roomId} ${accountId}`, at, talkersRememberedMax);
    },
    addTimes(roomId, more) {
      for (const [accountId, at] of more) {
        const key = `${roomId} ${accountId}`;
        remember(pace, key, [...(pace.get(key) ?? []), ...at].slice(-timesRememberedMax), talkersRememberedMax);
      }
    },
    withUnsaved(stored, lines) {
      const known = new Map(stored);
      for (const { id } of lines) {
        const held = unsaved.get(id);
        if (held && !known.has(id)) known.set(id, held.said);
      }
      return known;
    },
    unsaved: (id) => unsaved.get(id)?.line,
    unsavedSaid(roomId, id) {
      const said = unsaved.get(id)?.said;
      return said?.roomId === roomId ? said : undefined;
    },
    forgetUnsaved(id) {
      const held = unsaved.get(id);
      if (held) unsaved.set(id, { line: { ...held.line, text: '' }, said: { ...held.said, text: '', removed: true } });
    },
    keepUnsaved: (said, line) => remember(unsaved, line.id, { said, line }, unsavedRememberedMax),
    closed: (roomId) => rooms.get(roomId) ?? false,
    keepClosed: (roomId, closed) => remember(rooms, roomId, closed, roomsRememberedMax),
    rules: (roomId) => rulesOf.get(roomId) ?? freeTalk,
    keepRules: (roomId, rules) => remember(rulesOf, roomId, rules, roomsRememberedMax),
  };
}

function remember<K, V>(map: Map<K, V>, key: K, value: V, max: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > max) map.delete(map.keys().next().value!);
}
