import { takeNumbers } from '../../../platform/beat/numbers.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { talkStream } from '../../../platform/kit/fact.ts';
import { decideTalk, type Pace } from '../barrage.ts';
import type { Line } from '../protocol.ts';
import type { Memory } from './memory.ts';
import type { BarrageNeeds } from './needs.ts';
import { answersOf, type Badged, newOnes, type Said } from './saying.ts';
import { insertLines, type LineRow, readLinesById } from './store.ts';

interface Needs extends Pick<BarrageNeeds, 'transact' | 'readRoom'> {
  readonly memory: Memory;
  readonly limit: Pace;
  readonly withinMs: number;
}

/** Stores a room's batch in one transaction, with the numbers of its talk; the room's own head is not touched. */
export function saveBatch(needs: Needs, roomId: string, lines: readonly Badged[]): Promise<Said> {
  const { memory, limit } = needs;
  return needs.transact(async (tx) => {
    const { room, stored } = await look(needs, tx, roomId, lines);
    const closed = room?.state !== 'live' && room?.state !== 'scheduled';
    const known = memory.withUnsaved(stored, lines);
    const talk = { closed, known, times: memory.timesOf(roomId, lines), now: tx.now, limit };
    const { verdicts, times } = decideTalk(lines, talk);
    const rows = await number(tx, roomId, newOnes(lines, verdicts));
    if (rows.length > 0) await insertLines(tx, lines[0]!.shopId, rows);
    const fresh = new Map(rows.map((row) => [row.id, shown(row, row.name)]));
    const answers = answersOf(lines, verdicts, (line) => {
      const before = stored.get(line.id);
      return fresh.get(line.id) ?? (before ? shown(before, line.name) : memory.unsaved(line.id)!);
    });
    return { answers, fresh: [...fresh.values()], times, closed };
  });
}

async function look(needs: Needs, tx: Tx, roomId: string, lines: readonly Badged[]) {
  const ids = lines.map((line) => line.id);
  const [, , room, stored] = await Promise.all([
    // The server itself gives up too, so that a line that was shown as unsaved is not stored much later.
    tx.sql.unsafe(`set local statement_timeout = ${Math.ceil(needs.withinMs)}`),
    // Locks the head before the ids are read: a twin on another node is seen.
    takeNumbers(tx, talkStream(roomId), 0),
    needs.readRoom(tx.sql, roomId),
    readLinesById(tx.sql, roomId, ids),
  ]);
  return { room, stored };
}

async function number(tx: Tx, roomId: string, lines: readonly Badged[]): Promise<(Badged & LineRow)[]> {
  if (lines.length === 0) return [];
  const { first } = await takeNumbers(tx, talkStream(roomId), lines.length);
  return lines.map((line, index) => ({ ...line, number: first + index, at: tx.now }));
}

function shown({ id, number, at, badge, text }: LineRow, name: string): Line {
  return { id, number, at, name, badge, text, saved: true };
}
