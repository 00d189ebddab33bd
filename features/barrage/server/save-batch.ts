import { takeNumbers } from '../../../platform/beat/numbers.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { talkStream } from '../../../platform/kit/fact.ts';
import { decideTalk, freeTalk, type Pace, type SaidLine } from '../barrage.ts';
import type { Memory } from './memory.ts';
import type { BarrageNeeds } from './needs.ts';
import { replyNames } from './reply-names.ts';
import { answersOf, type Badged, lineOf, newOnes, type Said } from './saying.ts';
import { insertLines, type LineRow, readLastTimes, readLinesById } from './store.ts';

interface Needs extends Pick<BarrageNeeds, 'transact' | 'readRoom' | 'talkRules' | 'namesOf'> {
  readonly memory: Memory;
  readonly limit: Pace;
  readonly withinMs: number;
}

/** Stores a room's batch in one transaction, with the numbers of its talk; the room's own head is not touched. */
export function saveBatch(needs: Needs, roomId: string, lines: readonly Badged[]): Promise<Said> {
  const { memory, limit } = needs;
  return needs.transact(async (tx) => {
    const { room, stored, rules, replies } = await look(needs, tx, roomId, lines);
    const closed = room?.state !== 'live' && room?.state !== 'scheduled';
    const known = memory.withUnsaved(stored, lines);
    const held = memory.timesOf(roomId, lines);
    // In a slow room what was said on another node counts too.
    const said = rules.slowSeconds > 0 ? await withStored(tx, roomId, lines, held, rules.slowSeconds) : held;
    const talk = { closed, rules, known, times: said, answerable: replies, now: tx.now, limit };
    const { verdicts, times } = decideTalk(lines, talk);
    const rows = await number(tx, roomId, newOnes(lines, verdicts));
    if (rows.length > 0) await insertLines(tx, lines[0]!.shopId, rows);
    // Who answers a line of the same batch answers its speaker.
    const names = new Map([...lines.map((line) => [line.id, line.name] as const), ...replies]);
    const shown = (row: LineRow, name: string) => lineOf(row, { ...row, name, saved: true }, names);
    const fresh = new Map(rows.map((row) => [row.id, shown(row, row.name)]));
    const answers = answersOf(lines, verdicts, (line) => {
      const before = stored.get(line.id);
      return fresh.get(line.id) ?? (before ? shown(before, line.name) : memory.unsaved(line.id)!);
    });
    return { answers, fresh: [...fresh.values()], times, closed, rules };
  });
}

async function look(needs: Needs, tx: Tx, roomId: string, lines: readonly Badged[]) {
  const ids = lines.map((line) => line.id);
  const [, , room, stored, rules] = await Promise.all([
    // The server itself gives up too, so that a line that was shown as unsaved is not stored much later.
    tx.sql.unsafe(`set local statement_timeout = ${Math.ceil(needs.withinMs)}`),
    // Locks the head before the ids are read: a twin on another node is seen.
    takeNumbers(tx, talkStream(roomId), 0),
    needs.readRoom(tx.sql, roomId),
    readLinesById(tx.sql, roomId, ids),
    needs.talkRules?.(tx.sql, { roomId, shopId: lines[0]!.shopId }, tx.now) ?? freeTalk,
  ]);
  const answered = lines.flatMap(({ replyTo }) => replyTo ?? []);
  return { room, stored, rules, replies: await replyNames(needs, tx.sql, roomId, answered) };
}

async function withStored(
  tx: Tx,
  roomId: string,
  lines: readonly SaidLine[],
  held: ReadonlyMap<string, readonly number[]>,
  slowSeconds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const stored = await readLastTimes(tx.sql, roomId, [...held.keys()], tx.now - slowSeconds * 1000);
  return new Map(
    lines.map(({ accountId }) => [accountId, [...(held.get(accountId) ?? []), ...(stored.get(accountId) ?? [])]]),
  );
}

async function number(tx: Tx, roomId: string, lines: readonly Badged[]): Promise<(Badged & LineRow)[]> {
  if (lines.length === 0) return [];
  const { first } = await takeNumbers(tx, talkStream(roomId), lines.length);
  return lines.map((line, index) => ({ ...line, number: first + index, at: tx.now }));
}
