import { createBatcher } from '../../../platform/beat/batcher.ts';
import { takeNumbers } from '../../../platform/beat/numbers.ts';
import { isDatabaseDown } from '../../../platform/db/connect.ts';
import { talkStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import { badgeOf, decideTalk, type SaidLine, usualPace, type Verdict } from '../barrage.ts';
import type { Line } from '../protocol.ts';
import { createBuyers } from './buyers.ts';
import type { BarrageNeeds } from './index.ts';
import { createMemory } from './memory.ts';
import { insertLines, type LineRow, readLinesById } from './store.ts';

/** A database that does not answer in this time does not hold the talk up: the lines are shown as unsaved. */
export const saveWithinMs = 1_000;
/** After that, lines are shown as unsaved at once for so long before the database is tried again. */
export const saveAgainAfterMs = 3_000;

export interface Saying extends SaidLine {
  readonly shopId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

type Badged = Saying & { readonly badge: string | null };

export interface Talk {
  say(line: Saying): Promise<Line | Refusal>;
  close(): Promise<void>;
}

/** The room's talk: one batch, one transaction; stored before it is shown, and shown even when it cannot be stored. */
export function createTalk(needs: BarrageNeeds): Talk {
  const limit = needs.pace ?? usualPace;
  const withinMs = needs.saveWithinMs ?? saveWithinMs;
  const buyers = createBuyers(needs);
  const memory = createMemory();
  const closed = new Map<string, boolean>();
  let silentUntil = Number.NEGATIVE_INFINITY;
  const batcher = createBatcher<Saying, Line>({ keyOf: (line) => line.roomId, commit });
  return { say: (line) => batcher.submit(line), close: () => batcher.close() };

  async function commit(roomId: string, sayings: readonly Saying[]): Promise<(Line | Refusal)[]> {
    const database = needs.now() >= silentUntil;
    const bought = await buyers.among(sayings, database);
    const lines = sayings.map((line) => ({ ...line, badge: badgeOf(line.roles, bought.has(line.accountId)) }));
    if (!database) return sayUnsaved(roomId, lines);
    try {
      return await within(withinMs, save(roomId, lines));
    } catch (error) {
      if (!isSilent(error)) throw error;
      silentUntil = needs.now() + (needs.saveAgainAfterMs ?? saveAgainAfterMs);
      return sayUnsaved(roomId, lines);
    }
  }

  async function within(ms: number, saving: Promise<Saved>): Promise<(Line | Refusal)[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Silence()), ms);
    });
    // When it fails after we have stopped waiting, the answer was given already.
    saving.catch(() => {});
    try {
      const { roomId, answers, fresh, ended, times } = await Promise.race([saving, late]);
      closed.set(roomId, ended);
      memory.keepTimes(roomId, times);
      if (fresh.length > 0) needs.publish('talk', { roomId, lines: fresh });
      return answers;
    } finally {
      clearTimeout(timer);
    }
  }

  interface Saved {
    readonly roomId: string;
    readonly answers: (Line | Refusal)[];
    readonly fresh: Line[];
    readonly ended: boolean;
    readonly times: ReadonlyMap<string, readonly number[]>;
  }

  function save(roomId: string, lines: readonly Badged[]): Promise<Saved> {
    return needs.transact(async (tx): Promise<Saved> => {
      // The server itself gives up too, so that a line that was shown as unsaved is not stored much later.
      const [, room, stored] = await Promise.all([
        tx.sql.unsafe(`set local statement_timeout = ${Math.ceil(withinMs)}`),
        needs.readRoom(tx.sql, roomId),
        readLinesById(
          tx.sql,
          lines.map((line) => line.id),
        ),
      ]);
      const ended = room?.state !== 'live' && room?.state !== 'scheduled';
      const known = memory.withUnsaved(stored, lines);
      const { verdicts, times } = decideTalk(lines, {
        closed: ended,
        known,
        times: memory.timesOf(roomId, lines),
        now: tx.now,
        limit,
      });
      const rows = lines.flatMap((line, index): LineRow[] =>
        verdicts[index] === 'new' ? [{ ...line, number: 0, at: tx.now }] : [],
      );
      if (rows.length > 0) {
        const { first } = await takeNumbers(tx, talkStream(roomId), rows.length);
        for (const [index, row] of rows.entries()) rows[index] = { ...row, number: first + index };
        await insertLines(tx, lines[0]!.shopId, rows);
      }
      const fresh = new Map(rows.map((row) => [row.id, row]));
      const answers = answer(lines, verdicts, (line) => {
        const row = fresh.get(line.id) ?? stored.get(line.id);
        return row ? shown(line, row) : memory.unsaved(line.id)!;
      });
      return {
        roomId,
        answers,
        fresh: rows.map((row) => shown(lines.find((l) => l.id === row.id)!, row)),
        ended,
        times,
      };
    });
  }

  function sayUnsaved(roomId: string, lines: readonly Badged[]): (Line | Refusal)[] {
    const now = needs.now();
    const { verdicts, times } = decideTalk(lines, {
      closed: closed.get(roomId) ?? false,
      known: memory.withUnsaved(new Map(), lines),
      times: memory.timesOf(roomId, lines),
      now,
      limit,
    });
    memory.keepTimes(roomId, times);
    const fresh = lines.flatMap((line, index): Line[] => {
      if (verdicts[index] !== 'new') return [];
      const { id, name, badge, text } = line;
      const unsaved = { id, number: null, at: now, name, badge, text, saved: false };
      memory.keepUnsaved(line, unsaved);
      return [unsaved];
    });
    if (fresh.length > 0) needs.publish('talk', { roomId, lines: fresh });
    return answer(lines, verdicts, (line) => memory.unsaved(line.id)!);
  }
}

function answer(
  lines: readonly Badged[],
  verdicts: readonly Verdict[],
  lineOf: (line: Badged) => Line,
): (Line | Refusal)[] {
  return lines.map((line, index) => {
    const verdict = verdicts[index]!;
    return isRefusal(verdict) ? verdict : lineOf(line);
  });
}

function shown(line: Badged, { number, at, badge }: LineRow): Line {
  return { id: line.id, number, at, name: line.name, badge, text: line.text, saved: true };
}

class Silence extends Error {}

/** Down, or so slow that it makes no difference: a statement or a lock took too long. */
function isSilent(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Silence || isDatabaseDown(error) || code === '57014' || code === '55P03';
}
