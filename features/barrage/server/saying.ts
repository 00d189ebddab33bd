import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import type { SaidLine, TalkRules, Verdict } from '../barrage.ts';
import type { Line } from '../protocol.ts';

/** A line on its way: who says it, and as what. */
export interface Saying extends SaidLine {
  readonly shopId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Whom each line answers, by the id of the line that is answered. */
export type ReplyNames = ReadonlyMap<string, string>;

/** The line as everybody sees it. */
export function lineOf(
  { id, badge, text, replyTo }: Pick<Badged, 'id' | 'badge' | 'text' | 'replyTo'>,
  rest: Pick<Line, 'number' | 'at' | 'name' | 'saved'>,
  replies: ReplyNames,
): Line {
  const name = replyTo ? replies.get(replyTo) : undefined;
  const line = { id, number: rest.number, at: rest.at, name: rest.name, badge, text, saved: rest.saved };
  return replyTo && name !== undefined ? { ...line, reply: { id: replyTo, name } } : line;
}

export type Badged = Saying & { readonly badge: string | null };

/** What a batch came to: an answer for each line, and the lines that everybody must see now. */
export interface Said {
  readonly answers: (Line | Refusal)[];
  readonly fresh: readonly Line[];
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** The room is over. */
  readonly closed: boolean;
  readonly rules: TalkRules;
}

export function answersOf(
  lines: readonly Badged[],
  verdicts: readonly Verdict[],
  lineOf: (line: Badged) => Line,
): (Line | Refusal)[] {
  return lines.map((line, index) => {
    const verdict = verdicts[index]!;
    return isRefusal(verdict) ? verdict : lineOf(line);
  });
}

export function newOnes(lines: readonly Badged[], verdicts: readonly Verdict[]): Badged[] {
  return lines.filter((_line, index) => verdicts[index] === 'new');
}
