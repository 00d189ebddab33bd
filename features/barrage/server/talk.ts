import { createBatcher } from '../../../platform/beat/batcher.ts';
import { isDatabaseDown } from '../../../platform/db/connect.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import { badgeOf, decideTalk, type Pace, usualPace } from '../barrage.ts';
import type { Line } from '../protocol.ts';
import { createBuyers } from './buyers.ts';
import { createMemory, type Memory } from './memory.ts';
import type { BarrageNeeds } from './needs.ts';
import { saveBatch } from './save-batch.ts';
import { answersOf, type Badged, newOnes, type Said, type Saying } from './saying.ts';

/** A database that does not answer in this time does not hold the talk up: the lines are shown as unsaved. */
export const saveWithinMs = 1_000;
/** After that, lines are shown as unsaved at once for so long before the database is tried again. */
export const saveAgainAfterMs = 3_000;

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
  let silentUntil = Number.NEGATIVE_INFINITY;
  const batcher = createBatcher<Saying, Line>({ keyOf: (line) => line.roomId, commit });
  return { say: (line) => batcher.submit(line), close: () => batcher.close() };

  async function commit(roomId: string, sayings: readonly Saying[]): Promise<(Line | Refusal)[]> {
    const awake = needs.now() >= silentUntil;
    const bought = await buyers.among(sayings, awake);
    const lines = sayings.map((line) => ({ ...line, badge: badgeOf(line.roles, bought.has(line.accountId)) }));
    const said =
      (awake ? await trySaving(roomId, lines) : null) ?? sayUnsaved(memory, roomId, lines, needs.now(), limit);
    memory.keepTimes(roomId, said.times);
    memory.keepClosed(roomId, said.closed);
    if (said.fresh.length > 0) needs.publish('talk', { roomId, lines: said.fresh });
    return said.answers;
  }

  /** Null when the database is silent. */
  async function trySaving(roomId: string, lines: readonly Badged[]): Promise<Said | null> {
    try {
      return await within(withinMs, saveBatch({ ...needs, memory, limit, withinMs }, roomId, lines));
    } catch (error) {
      if (!isSilence(error)) throw error;
      silentUntil = needs.now() + (needs.saveAgainAfterMs ?? saveAgainAfterMs);
      return null;
    }
  }
}

function sayUnsaved(memory: Memory, roomId: string, lines: readonly Badged[], now: number, limit: Pace): Said {
  const closed = memory.closed(roomId);
  const known = memory.withUnsaved(new Map(), lines);
  const { verdicts, times } = decideTalk(lines, { closed, known, times: memory.timesOf(roomId, lines), now, limit });
  const fresh = newOnes(lines, verdicts).map((said): Line => {
    const { id, name, badge, text } = said;
    const line = { id, number: null, at: now, name, badge, text, saved: false };
    memory.keepUnsaved(said, line);
    return line;
  });
  return { answers: answersOf(lines, verdicts, (line) => memory.unsaved(line.id)!), fresh, times, closed };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Silence()), ms);
  });
  // When it fails after we have stopped waiting, the answer was given already.
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

class Silence extends Error {}

/** Down, or so slow that it makes no difference: a statement or a lock took too long. */
function isSilence(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Silence || isDatabaseDown(error) || code === '57014' || code === '55P03';
}
