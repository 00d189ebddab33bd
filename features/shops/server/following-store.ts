import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Follow, FollowKind, Ties } from '../following.ts';

export async function readFollow(
  sql: Reader,
  kind: FollowKind,
  followedId: string,
  accountId: string | null,
): Promise<Follow> {
  const [row] = await sql<Follow[]>`
    select coalesce(sum(followers), 0)::int as followers, exists (
        select 1 from follows where kind = ${kind} and followed_id = ${followedId} and account_id = ${accountId}) as following
    from follow_counts where kind = ${kind} and followed_id = ${followedId}`;
  return row!;
}

export async function countFollows(sql: Reader, accountId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from follows where account_id = ${accountId}`;
  return row!.count;
}

/** True when it was not so before. */
export async function writeFollow(
  tx: Tx,
  follow: { readonly kind: FollowKind; readonly followedId: string; readonly accountId: string },
  following: boolean,
): Promise<boolean> {
  const { kind, followedId, accountId } = follow;
  const rows = following
    ? await tx.sql`
        insert into follows (kind, followed_id, account_id, at)
        values (${kind}, ${followedId}, ${accountId}, to_timestamp(${tx.now}::float8 / 1000))
        on conflict do nothing returning 1`
    : await tx.sql`
        delete from follows where kind = ${kind} and followed_id = ${followedId} and account_id = ${accountId}
        returning 1`;
  return rows.length > 0;
}

/** A host of any shop. */
export async function isHost(sql: Reader, accountId: string): Promise<boolean> {
  const rows = await sql`select 1 from shop_staff where account_id = ${accountId} and role = 'host' limit 1`;
  return rows.length > 0;
}

export async function readMembers(sql: Reader, shopId: string): Promise<string[]> {
  const rows = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from shop_members where shop_id = ${shopId}`;
  return rows.map(({ accountId }) => accountId);
}

/** True when it was not so before. */
export async function writeMember(
  tx: Tx,
  { shopId, accountId, byId }: { shopId: string; accountId: string; byId: string },
  member: boolean,
): Promise<boolean> {
  const rows = member
    ? await tx.sql`
        insert into shop_members (shop_id, account_id, by_id, at)
        values (${shopId}, ${accountId}, ${byId}, to_timestamp(${tx.now}::float8 / 1000))
        on conflict do nothing returning 1`
    : await tx.sql`delete from shop_members where shop_id = ${shopId} and account_id = ${accountId} returning 1`;
  return rows.length > 0;
}

/** What ties each of these accounts to a shop and a host of it; those without a tie are left out. */
export async function readTies(
  sql: Reader,
  { shopId, hostId }: { readonly shopId: string; readonly hostId: string },
  accountIds: readonly string[],
): Promise<Map<string, Ties>> {
  if (accountIds.length === 0) return new Map();
  const rows = await sql<({ accountId: string } & Ties)[]>`
    select account_id as "accountId", bool_or(not member) as follows, bool_or(member) as member from (
      select account_id, false as member from follows
      where account_id = any(${accountIds as string[]})
        and ((kind = 'shop' and followed_id = ${shopId}) or (kind = 'host' and followed_id = ${hostId}))
      union all
      select account_id, true from shop_members
      where account_id = any(${accountIds as string[]}) and shop_id = ${shopId}
    ) ties group by account_id`;
  return new Map(rows.map(({ accountId, follows, member }) => [accountId, { follows, member }]));
}

/** All that an account follows and is a member of, for a list of rooms. */
export async function readOwnTies(
  sql: Reader,
  accountId: string,
): Promise<{ follows: Set<string>; memberOf: Set<string> }> {
  const [follows, members] = await Promise.all([
    sql<{ id: string }[]>`select followed_id as id from follows where account_id = ${accountId}`,
    sql<{ id: string }[]>`select shop_id as id from shop_members where account_id = ${accountId}`,
  ]);
  return { follows: new Set(follows.map(({ id }) => id)), memberOf: new Set(members.map(({ id }) => id)) };
}

/** What a guest followed is the account's from then on. */
export async function moveFollows(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  await tx.sql`
    insert into follows (kind, followed_id, account_id, at)
    select kind, followed_id, ${toAccountId}, at from follows where account_id = ${fromAccountId}
    on conflict do nothing`;
  await tx.sql`delete from follows where account_id = ${fromAccountId}`;
}
