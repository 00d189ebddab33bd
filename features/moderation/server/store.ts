import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { AuditAct, MuteScope, Reason } from '../protocol.ts';

export interface MuteRow {
  readonly id: string;
  readonly shopId: string;
  readonly roomId: string | null;
  readonly accountId: string;
  readonly until: number | null;
}

const columns = (sql: Reader) => sql`
  id, shop_id as "shopId", room_id as "roomId", account_id as "accountId",
  (extract(epoch from until) * 1000)::bigint as until`;
const lasts = (sql: Reader, now: number) => sql`(until is null or until > to_timestamp(${now}::float8 / 1000))`;

/** The mutes that hold in a room, its shop's among them. */
export function readMutes(
  sql: Reader,
  { shopId, roomId }: { shopId: string; roomId: string },
  now: number,
  limit: number,
): Promise<MuteRow[]> {
  return sql<MuteRow[]>`
    select ${columns(sql)} from moderation_mutes
    where shop_id = ${shopId} and (room_id is null or room_id = ${roomId}) and ${lasts(sql, now)}
    order by until desc nulls first, id limit ${limit}`;
}

export async function lockMute(tx: Tx, shopId: string, muteId: string): Promise<MuteRow | null> {
  const [row] = await tx.sql<MuteRow[]>`
    select ${columns(tx.sql)} from moderation_mutes
    where id = ${muteId} and shop_id = ${shopId} and ${lasts(tx.sql, tx.now)} for update`;
  return row ?? null;
}

/** One mute of a person in a room, and one in the shop: a later one replaces it. Those that are over go with it. */
export async function putMute(tx: Tx, mute: MuteRow & { readonly byId: string }): Promise<void> {
  await deleteMutes(tx, mute);
  await tx.sql`
    insert into moderation_mutes (id, shop_id, room_id, account_id, by_id, until)
    values (${mute.id}, ${mute.shopId}, ${mute.roomId}, ${mute.accountId}, ${mute.byId},
      to_timestamp(${mute.until}::float8 / 1000))`;
}

export async function deleteMutes(
  tx: Tx,
  { shopId, roomId, accountId }: Pick<MuteRow, 'shopId' | 'roomId' | 'accountId'>,
): Promise<void> {
  await tx.sql`
    delete from moderation_mutes
    where shop_id = ${shopId} and account_id = ${accountId}
      and (room_id is not distinct from ${roomId} or not ${lasts(tx.sql, tx.now)})`;
}

export async function readSlow(sql: Reader, roomId: string): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`select seconds from moderation_slow where room_id = ${roomId}`;
  return row?.seconds ?? 0;
}

export async function writeSlow(tx: Tx, shopId: string, roomId: string, seconds: number): Promise<void> {
  if (seconds === 0) await tx.sql`delete from moderation_slow where room_id = ${roomId}`;
  else {
    await tx.sql`
      insert into moderation_slow (room_id, shop_id, seconds) values (${roomId}, ${shopId}, ${seconds})
      on conflict (room_id) do update set seconds = excluded.seconds`;
  }
}

export interface NewAuditRow {
  readonly id: string;
  readonly shopId: string;
  readonly roomId: string;
  readonly act: AuditAct;
  readonly byId: string;
  readonly whomId?: string;
  readonly lineId?: string;
  readonly text?: string;
  readonly scope?: MuteScope;
  readonly until?: number | null;
  readonly seconds?: number;
  readonly reason?: Reason | undefined;
}

export async function addAudit(tx: Tx, row: NewAuditRow): Promise<void> {
  await tx.sql`
    insert into moderation_audit
      (id, shop_id, room_id, at, act, by_id, whom_id, line_id, text, scope, until, seconds, reason)
    values (${row.id}, ${row.shopId}, ${row.roomId}, to_timestamp(${tx.now}::float8 / 1000), ${row.act}, ${row.byId},
      ${row.whomId ?? null}, ${row.lineId ?? null}, ${row.text ?? null}, ${row.scope ?? null},
      to_timestamp(${row.until ?? null}::float8 / 1000), ${row.seconds ?? null}, ${row.reason ?? null})`;
}

export interface AuditRow {
  readonly id: string;
  readonly roomId: string;
  readonly at: number;
  readonly act: AuditAct;
  readonly byId: string;
  readonly whomId: string | null;
  readonly text: string | null;
  readonly scope: MuteScope | null;
  readonly until: number | null;
  readonly seconds: number | null;
  readonly reason: Reason | null;
}

/** The newest first; those that are older than `before`. */
export function readAudit(
  sql: Reader,
  { shopId, roomId = null, before = null }: { shopId: string; roomId?: string | null; before?: string | null },
  limit: number,
): Promise<AuditRow[]> {
  return sql<AuditRow[]>`
    select id, room_id as "roomId", (extract(epoch from at) * 1000)::bigint as at, act, by_id as "byId",
      whom_id as "whomId", text, scope, (extract(epoch from until) * 1000)::bigint as until, seconds, reason
    from moderation_audit
    where shop_id = ${shopId} and (${roomId}::uuid is null or room_id = ${roomId})
      and (${before}::uuid is null or (at, id) < (select at, id from moderation_audit where id = ${before}))
    order by at desc, id desc limit ${limit}`;
}

export async function moveMutes(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  await tx.sql`update moderation_mutes set account_id = ${toAccountId} where account_id = ${fromAccountId}`;
}

export async function deleteOfRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`delete from moderation_mutes where room_id = ${roomId}`;
  await tx.sql`delete from moderation_slow where room_id = ${roomId}`;
}
