import type { Reader } from '../../../platform/db/connect.ts';
import type { BarrageNeeds } from './needs.ts';
import type { ReplyNames } from './saying.ts';
import { readLinesById } from './store.ts';

/** Who said these lines of a room, by their ids; a removed one, or one of another room, cannot be answered. */
export async function replyNames(
  needs: Pick<BarrageNeeds, 'namesOf'>,
  sql: Reader,
  roomId: string,
  lineIds: readonly string[],
): Promise<ReplyNames> {
  if (lineIds.length === 0) return new Map();
  const rows = await readLinesById(sql, roomId, [...new Set(lineIds)]);
  const there = [...rows.values()].filter(({ removed }) => !removed);
  const names = await needs.namesOf(sql, [...new Set(there.map(({ accountId }) => accountId))]);
  return new Map(there.map(({ id, accountId }) => [id, names.get(accountId) ?? '']));
}
