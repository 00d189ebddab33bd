import { isRefusal, type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { lineCharsMax } from './protocol.ts';

/** One viewer's lines in one room: enough for a lively talker, too few to drown the others. */
export const paceLinesMax = 5;
export const paceWindowMs = 10_000;

export interface Pace {
  readonly linesMax: number;
  readonly windowMs: number;
}

export const usualPace: Pace = { linesMax: paceLinesMax, windowMs: paceWindowMs };

/**
 * Times of the viewer's lines -> the same with this one, or `talk_too_fast` with the wait. A refused line does not
 * lengthen the wait.
 */
export function pace(times: readonly number[], now: number, limit: Pace): readonly number[] | Refusal {
  const recent = times.filter((at) => at > now - limit.windowMs);
  if (recent.length < limit.linesMax) return [...recent, now];
  const waitMs = Math.min(...recent) + limit.windowMs - now;
  return refuse('talk_too_fast', { seconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

/** One form for what looks the same, no leading, trailing or doubled space. Empty when nothing can be seen. */
export function cleanText(text: string): string {
  const form = text.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim();
  // A few letters become longer by this form; one over-long line would spoil the whole batch that it is stored with.
  const clean = [...form].slice(0, lineCharsMax).join('').trim();
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(clean) ? clean : '';
}

export interface SaidLine {
  readonly id: string;
  readonly roomId: string;
  readonly accountId: string;
  readonly text: string;
}

export interface TalkNow {
  readonly closed: boolean;
  /** Lines that are known already, by id. */
  readonly known: ReadonlyMap<string, SaidLine>;
  /** Times of the last lines, by account. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  readonly now: number;
  readonly limit: Pace;
}

/** `again`: the id is known, so the answer is the known line's. */
export type Verdict = 'new' | 'again' | Refusal;

/** Judges a batch in order of arrival. A repeat costs nothing and is answered even when the talk is over. */
export function decideTalk(
  lines: readonly SaidLine[],
  talk: TalkNow,
): { verdicts: Verdict[]; times: ReadonlyMap<string, readonly number[]> } {
  const known = new Map(talk.known);
  const times = new Map(talk.times);
  const verdicts = lines.map((line): Verdict => {
    const before = known.get(line.id);
    if (before) return sameLine(before, line) ? 'again' : refuse('id_reused');
    if (talk.closed) return refuse('talk_closed');
    const next = pace(times.get(line.accountId) ?? [], talk.now, talk.limit);
    if (isRefusal(next)) return next;
    times.set(line.accountId, next);
    known.set(line.id, line);
    return 'new';
  });
  return { verdicts, times };
}

function sameLine(a: SaidLine, b: SaidLine): boolean {
  return a.accountId === b.accountId && a.roomId === b.roomId && a.text === b.text;
}

/** What stands before the name; the highest one only. */
export function badgeOf(roles: readonly string[], bought: boolean): string | null {
  if (roles.includes('host')) return 'host';
  if (roles.includes('moderator')) return 'moderator';
  return bought ? 'buyer' : null;
}
