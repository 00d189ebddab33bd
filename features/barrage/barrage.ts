import { isRefusal, type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { fitLine } from './emotes.ts';

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
  const clean = fitLine(form).trim();
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(clean) ? clean : '';
}

export interface SaidLine {
  readonly id: string;
  readonly roomId: string;
  readonly accountId: string;
  readonly text: string;
  /** The line that it answers. */
  readonly replyTo?: string | null;
  /** Of those who run the room: no slow mode for them. */
  readonly staff?: boolean;
  /** True when it was taken out of the talk: then there is no text. */
  readonly removed?: boolean;
}

/** What a room's talk is held to at this moment. */
export interface TalkRules {
  /** Who says nothing, and until when; null to the end of the show. */
  readonly mutedUntil: ReadonlyMap<string, number | null>;
  /** Seconds between two lines of one person; 0 for the usual pace. */
  readonly slowSeconds: number;
}

export const freeTalk: TalkRules = { mutedUntil: new Map(), slowSeconds: 0 };

export interface TalkNow {
  readonly closed: boolean;
  readonly rules: TalkRules;
  /** Lines that are known already, by id. */
  readonly known: ReadonlyMap<string, SaidLine>;
  /** Times of the last lines, by account. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** Lines of this room that can be answered, by id. */
  readonly answerable: { has(id: string): boolean };
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
    if (before) return again(before, line);
    if (talk.closed) return refuse('talk_closed');
    const silence = muted(talk.rules.mutedUntil.get(line.accountId), talk.now);
    if (silence) return silence;
    if (line.replyTo && !talk.answerable.has(line.replyTo) && !known.has(line.replyTo)) return refuse('line_not_here');
    const next = paceOf(line, times.get(line.accountId) ?? [], talk);
    if (isRefusal(next)) return next;
    times.set(line.accountId, next);
    known.set(line.id, line);
    return 'new';
  });
  return { verdicts, times };
}

function again(before: SaidLine, line: SaidLine): Verdict {
  if (before.removed && before.accountId === line.accountId) return refuse('line_removed');
  return sameLine(before, line) ? 'again' : refuse('id_reused');
}

/** `until`: undefined for who may speak, null to the end of the show. */
export function muted(until: number | null | undefined, now: number): Refusal | null {
  if (until === undefined || (until !== null && until <= now)) return null;
  if (until === null) return refuse('muted_for_show');
  return refuse('muted', { minutes: Math.ceil((until - now) / 60_000) });
}

function paceOf(line: SaidLine, times: readonly number[], { now, limit, rules }: TalkNow): readonly number[] | Refusal {
  if (rules.slowSeconds === 0 || line.staff) return pace(times, now, limit);
  const next = pace(times, now, { linesMax: 1, windowMs: rules.slowSeconds * 1000 });
  if (!isRefusal(next)) return next;
  return refuse('talk_slow', { seconds: next.details!.seconds!, every: rules.slowSeconds });
}

function sameLine(a: SaidLine, b: SaidLine): boolean {
  const same = a.accountId === b.accountId && a.roomId === b.roomId && a.text === b.text;
  return same && (a.replyTo ?? null) === (b.replyTo ?? null);
}

/** What stands before the name; the highest one only. */
export function badgeOf(roles: readonly string[], bought: boolean): string | null {
  if (roles.includes('host')) return 'host';
  if (roles.includes('moderator')) return 'moderator';
  return bought ? 'buyer' : null;
}
