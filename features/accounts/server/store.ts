import { randomBytes, randomUUID } from 'node:crypto';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';

export interface SessionRow {
  readonly sessionId: string;
  readonly accountId: string;
  readonly name: string;
  readonly expiresAt: number;
  readonly operator: boolean;
  readonly guest: boolean;
}

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  /** Null for a guest, whose address is only there for the library. */
  readonly email: string | null;
  readonly operator: boolean;
}

/** A guest's address is one that no mail can reach (RFC 2606): the library wants one of everybody. */
const guestDomain = '@guest.invalid';

export function isGuestAddress(email: string): boolean {
  return email.trim().toLowerCase().endsWith(guestDomain);
}

/** The session of a cookie with its account in one round trip; null when it is over, or the account is banned or gone. */
export async function readSession(sql: Reader, token: string, now: number): Promise<SessionRow | null> {
  return (await readSessionsOf(sql, [token], now)).get(token) ?? null;
}

/** The same for many at once, by token. */
export async function readSessionsOf(
  sql: Reader,
  tokens: readonly string[],
  now: number,
): Promise<Map<string, SessionRow>> {
  const rows = await sql<(SessionRow & { token: string })[]>`
    select s.token, s.id as "sessionId", a.id as "accountId", a.name, a.operator, a.guest,
      (extract(epoch from s.expires_at) * 1000)::float8 as "expiresAt"
    from sessions s join accounts a on a.id = s.account_id
    where s.token = any(${tokens as string[]}) and s.expires_at > to_timestamp(${now / 1000}::float8) and not a.banned
      and a.moved_to is null`;
  return new Map(rows.map(({ token, ...session }) => [token, session]));
}

/** The same for many, by the sessions' ids: those that are left out are over. */
export async function readSessions(sql: Reader, sessionIds: readonly string[], now: number): Promise<SessionRow[]> {
  return sql<SessionRow[]>`
    select s.id as "sessionId", a.id as "accountId", a.name, a.operator, a.guest,
      (extract(epoch from s.expires_at) * 1000)::float8 as "expiresAt"
    from sessions s join accounts a on a.id = s.account_id
    where s.id = any(${sessionIds as string[]}) and s.expires_at > to_timestamp(${now / 1000}::float8) and not a.banned
      and a.moved_to is null`;
}

export async function readToken(sql: Reader, sessionId: string): Promise<string | null> {
  const [row] = await sql<{ token: string }[]>`select token from sessions where id = ${sessionId}`;
  return row?.token ?? null;
}

export async function readAccounts(sql: Reader, accountIds: readonly string[]): Promise<Map<string, AccountRow>> {
  if (accountIds.length === 0) return new Map();
  const rows = await sql<AccountRow[]>`
    select id, name, case when guest then null else email end as email, operator
    from accounts where id = any(${accountIds as string[]})`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** An account that signs in with this address. */
export async function accountByEmail(sql: Reader, email: string): Promise<AccountRow | null> {
  const [row] = await sql<AccountRow[]>`
    select id, name, email, operator from accounts where email = ${email.toLowerCase()} and not guest`;
  return row ?? null;
}

/** Accounts that could be staff and whose name reads the same. Guests hold no roles. */
export async function accountsWithKey(sql: Reader, key: string): Promise<{ id: string; operator: boolean }[]> {
  return sql<{ id: string; operator: boolean }[]>`
    select id, operator from accounts where name_key = ${key} and not guest and moved_to is null`;
}

/** False when there is an account with this id already. */
export async function insertGuest(sql: Reader, id: string, name: { name: string; key: string }): Promise<boolean> {
  const rows = await sql`
    insert into accounts (id, name, name_key, email, guest)
    values (${id}, ${name.name}, ${name.key}, ${id + guestDomain}, true)
    on conflict (id) do nothing returning id`;
  return rows.length > 0;
}

export async function insertSession(sql: Reader, accountId: string, expiresAt: number, userAgent: string) {
  const session = { id: randomUUID(), token: randomBytes(24).toString('base64url') };
  await sql`
    insert into sessions (id, account_id, token, expires_at, ip_address, user_agent)
    values (${session.id}, ${accountId}, ${session.token}, to_timestamp(${expiresAt / 1000}::float8), '', ${userAgent})`;
  return session;
}

export async function rename(sql: Reader, accountId: string, name: { name: string; key: string }): Promise<void> {
  await sql`
    update accounts set name = ${name.name}, name_key = ${name.key}, updated_at = now() where id = ${accountId}`;
}

/** An account with a password; the one with this address, unchanged, when there is one already. */
export async function insertWithPassword(
  sql: Reader,
  account: { email: string; name: { name: string; key: string }; operator: boolean; hash: string },
): Promise<{ id: string; made: boolean }> {
  const id = randomUUID();
  const email = account.email.toLowerCase();
  const [row] = await sql<{ id: string }[]>`
    insert into accounts (id, name, name_key, email, email_verified, operator)
    values (${id}, ${account.name.name}, ${account.name.key}, ${email}, true, ${account.operator})
    on conflict (email) do nothing returning id`;
  if (!row) return { id: (await accountByEmail(sql, email))!.id, made: false };
  await sql`
    insert into credentials (id, account_id, provider_id, provider_account_id, password)
    values (${randomUUID()}, ${id}, 'credential', ${id}, ${account.hash})`;
  return { id, made: true };
}

/** How many set-up keys were used. */
export async function countSetups(sql: Reader): Promise<number> {
  const [row] = await sql<{ used: number }[]>`select count(*)::int as used from setup_keys`;
  return row!.used;
}

/** One owner at a time: of two with one key the second finds it used. */
export async function lockSetups(tx: Tx): Promise<void> {
  await tx.sql`lock table setup_keys in exclusive mode`;
}

export async function insertSetup(tx: Tx, number: number, accountId: string): Promise<void> {
  await tx.sql`
    insert into setup_keys (number, account_id, used_at)
    values (${number}, ${accountId}, to_timestamp(${tx.now}::float8 / 1000))`;
}

export async function deleteSession(sql: Reader, sessionId: string): Promise<void> {
  await sql`delete from sessions where id = ${sessionId}`;
}

/** Returns how many sessions and reset links were over. */
export async function deleteOver(sql: Reader, before: number): Promise<number> {
  const sessions = await sql`delete from sessions where expires_at < to_timestamp(${before / 1000}::float8)`;
  const links = await sql`delete from verifications where expires_at < to_timestamp(${before / 1000}::float8)`;
  return sessions.count + links.count;
}

export async function setBanned(sql: Reader, accountId: string, banned: boolean): Promise<boolean> {
  const rows = await sql`
    update accounts set banned = ${banned}, updated_at = now() where id = ${accountId} returning id`;
  if (rows.length > 0 && banned) await sql`delete from sessions where account_id = ${accountId}`;
  return rows.length > 0;
}

export async function isBanned(sql: Reader, accountId: string): Promise<boolean> {
  const [row] = await sql<{ banned: boolean }[]>`select banned from accounts where id = ${accountId}`;
  return row?.banned ?? true;
}

/** Locks both in the order of their ids; true when the first is a guest that was not moved yet. */
export async function lockForMove(sql: Reader, from: string, to: string): Promise<boolean> {
  const rows = await sql<{ id: string; guest: boolean; movedTo: string | null }[]>`
    select id, guest, moved_to as "movedTo" from accounts where id = any(${[from, to]}) order by id for update`;
  const guest = rows.find((row) => row.id === from);
  const account = rows.find((row) => row.id === to);
  return guest?.guest === true && guest.movedTo === null && account?.guest === false;
}

export async function markMoved(sql: Reader, from: string, to: string): Promise<void> {
  await sql`update accounts set moved_to = ${to}, updated_at = now() where id = ${from}`;
  await sql`delete from sessions where account_id = ${from}`;
}

/**
 * For a transaction that gives an account something to own (an order): it waits for a move that is under way and is false
 * when the account was moved or banned since the request came in.
 */
export async function holdAccount(sql: Reader, accountId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from accounts where id = ${accountId} and moved_to is null and not banned for key share`;
  return rows.length > 0;
}

/**
 * The same for a batch, in one order of ids: those among them that may act. Two batches with an account in common go one
 * after the other, so that what it may have in all is counted once; rows that only point at it do not wait.
 */
export async function holdAccounts(sql: Reader, accountIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string; ok: boolean }[]>`
    select id, moved_to is null and not banned as ok from accounts
    where id = any(${accountIds as string[]}) order by id for no key update`;
  return new Set(rows.filter(({ ok }) => ok).map(({ id }) => id));
}
