import { type Refusal, refuse } from '../../platform/kit/refusal.ts';

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
  const clean = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(clean) ? clean : '';
}

/** What stands before the name; the highest one only. */
export function badgeOf(roles: readonly string[], bought: boolean): string | null {
  if (roles.includes('host')) return 'host';
  if (roles.includes('moderator')) return 'moderator';
  return bought ? 'buyer' : null;
}
