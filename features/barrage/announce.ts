/** What a screen reader is told of the talk: at once while it is quiet, together while it is busy, never in a stream. */
export interface Announcer {
  readonly waiting: readonly Heard[];
  /** When it spoke last. */
  readonly saidAt: number;
  /** Ids heard lately: one's own line comes back under its id, and a reconnect may repeat some. */
  readonly heard: readonly string[];
}

export interface Heard {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** One's own, meant for the reader, of those who run the room, or of anybody else. */
  readonly of: 'self' | 'you' | 'staff' | 'other';
}

/** What to say now: some lines in full, in their order, and how many others there were. */
export interface Announcement {
  readonly lines: readonly Heard[];
  readonly more: number;
}

/** Long enough to hear the one before to its end. */
export const announceGapMs = 5_000;
export const announcedLinesMax = 3;
const heardKept = 400;

export const silentAnnouncer: Announcer = { waiting: [], saidAt: Number.NEGATIVE_INFINITY, heard: [] };

export function hear(announcer: Announcer, lines: readonly Heard[]): Announcer {
  const known = new Set(announcer.heard);
  const fresh = lines.filter((line) => !known.has(line.id) && known.add(line.id));
  if (fresh.length === 0) return announcer;
  const heard = [...announcer.heard, ...fresh.map((line) => line.id)].slice(-heardKept);
  return { ...announcer, waiting: [...announcer.waiting, ...fresh], heard };
}

/** When there is something to say next; null while nothing waits. */
export function announcesAt({ waiting, saidAt }: Announcer): number | null {
  return waiting.length === 0 ? null : saidAt + announceGapMs;
}

export function announce(announcer: Announcer, now: number): { announcer: Announcer; said: Announcement | null } {
  const due = announcesAt(announcer);
  if (due === null || now < due) return { announcer, said: null };
  const lines = chosen(announcer.waiting);
  const said = { lines, more: announcer.waiting.length - lines.length };
  return { announcer: { ...announcer, waiting: [], saidAt: now }, said };
}

/** All of a few; of many only those of the room's staff and one's own, the newest of them, and the rest is a number. */
function chosen(waiting: readonly Heard[]): readonly Heard[] {
  if (waiting.length <= announcedLinesMax) return waiting;
  return waiting.filter((line) => line.of !== 'other').slice(-announcedLinesMax);
}
