import { randomUUID } from 'node:crypto';
import { createBatcher } from '../../../platform/beat/batcher.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { isDatabaseBusy, isDatabaseDown } from '../../../platform/db/connect.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import { badgeOf, decideTalk, type Pace, type SaidLine, usualPace } from '../barrage.ts';
import type { Line } from '../protocol.ts';
import { createBuyers } from './buyers.ts';
import { createMemory, type Memory } from './memory.ts';
import type { BarrageNeeds } from './needs.ts';
import { saveBatch } from './save-batch.ts';
import { answersOf, type Badged, lineOf, newOnes, type Said, type Saying } from './saying.ts';
import { emptyLine, lockLine } from './store.ts';

/** A database that does not answer in this time does not hold the talk up: the lines are shown as unsaved. */
export const saveWithinMs = 1_000;
/** After that, lines are shown as unsaved at once for so long before the database is tried again. */
export const saveAgainAfterMs = 3_000;

export interface Talk {
  say(line: Saying): Promise<Line | Refusal>;
  /** A line of this room, held until the end of the transaction; null when nobody said it here. */
  holdLine(tx: Tx, roomId: string, lineId: string): Promise<SaidLine | null>;
  /** Takes its text out of the talk for good. */
  removeLine(tx: Tx, roomId: string, lineId: string): Promise<void>;
  close(): Promise<void>;
}

/** How fast people talk on other nodes: a hint, as everything on the bus. */
interface Talkers {
  readonly node: string;
  readonly roomId: string;
  readonly times: readonly (readonly [accountId: string, times: readonly number[]])[];
}

/** The room's talk: one batch, one transaction; stored before it is shown, and shown even when it cannot be stored. */
export function createTalk(needs: BarrageNeeds): Talk {
  const limit = needs.pace ?? usualPace;
  const withinMs = needs.saveWithinMs ?? saveWithinMs;
  const buyers = createBuyers(needs);
  const memory = createMemory();
  let silentUntil = Number.NEGATIVE_INFINITY;
  const batcher = createBatcher<Saying, Line>({ keyOf: (line) => line.roomId, commit });
  const node = randomUUID();
  const stopHearing = needs.subscribe?.('talkers', (payload) => {
    const heard = payload as Talkers;
    if (heard.node !== node) memory.addTimes(heard.roomId, heard.times);
  });
  return {
    say: (line) => batcher.submit(line),
    ...removing(memory),
    async close() {
      stopHearing?.();
      await batcher.close();
    },
  };

  async function commit(roomId: string, sayings: readonly Saying[]): Promise<(Line | Refusal)[]> {
    const awake = needs.now() >= silentUntil;
    const bought = await buyers.among(sayings, awake);
    const lines = sayings.map((line) => ({ ...line, badge: badgeOf(line.roles, bought.has(line.accountId)) }));
    const said =
      (awake ? await trySaving(roomId, lines) : null) ?? sayUnsaved(memory, roomId, lines, needs.now(), limit);
    memory.keepTimes(roomId, said.times);
    tellTalkers(roomId, said);
    memory.keepClosed(roomId, said.closed);
    memory.keepRules(roomId, said.rules);
    if (said.fresh.length > 0)
      needs.publish('talk', { roomId, lines: said.fresh, voices: voicesOf(said.fresh, lines) });
    return said.answers;
  }

  /** With the newest time of each new line, so that who talks through two nodes has one pace. */
  function tellTalkers(roomId: string, { fresh, times }: Said): void {
    if (fresh.length === 0 || !needs.subscribe) return;
    const at = fresh[0]!.at;
    const talkers = [...times].map(([accountId, all]) => [accountId, all.filter((time) => time === at)] as const);
    const told: Talkers = { node, roomId, times: talkers.filter(([, own]) => own.length > 0) };
    needs.publish('talkers', told);
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

function removing(memory: Memory): Pick<Talk, 'holdLine' | 'removeLine'> {
  return {
    holdLine: async (tx, roomId, lineId) =>
      (await lockLine(tx, roomId, lineId)) ?? memory.unsavedSaid(roomId, lineId) ?? null,
    async removeLine(tx, roomId, lineId) {
      await emptyLine(tx, roomId, lineId);
      memory.forgetUnsaved(lineId);
    },
  };
}

/** Whose each line is, for a fair choice among people; the gateway keeps it to itself. */
function voicesOf(fresh: readonly Line[], lines: readonly Badged[]): string[] {
  const accountOf = new Map(lines.map(({ id, accountId }) => [id, accountId]));
  return fresh.map(({ id }) => accountOf.get(id)!);
}

function sayUnsaved(memory: Memory, roomId: string, lines: readonly Badged[], now: number, limit: Pace): Said {
  const closed = memory.closed(roomId);
  const rules = memory.rules(roomId);
  const known = memory.withUnsaved(new Map(), lines);
  const { verdicts, times } = decideTalk(lines, {
    closed,
    rules,
    known,
    times: memory.timesOf(roomId, lines),
    // Nobody can say now whether there is such a line: it is said without naming whom it answers.
    answerable: { has: () => true },
    now,
    limit,
  });
  const fresh = newOnes(lines, verdicts).map((said): Line => {
    const line = lineOf(said, { number: null, at: now, name: said.name, saved: false }, new Map());
    memory.keepUnsaved(said, line);
    return line;
  });
  return { answers: answersOf(lines, verdicts, (line) => memory.unsaved(line.id)!), fresh, times, closed, rules };
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
  return error instanceof Silence || isDatabaseDown(error) || isDatabaseBusy(error);
}
