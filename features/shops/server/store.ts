import type { Reader } from '../../../platform/db/connect.ts';
import type { ChangeShop, Shop, StaffRole } from '../protocol.ts';
import type { StaffEntry } from '../shops.ts';

export async function readShops(sql: Reader): Promise<Shop[]> {
  return sql<Shop[]>`select id, name, currency, country, language, languages, demo from shops order by created_at, id`;
}

export async function demoShops(sql: Reader): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`select id from shops where demo`;
  return new Set(rows.map(({ id }) => id));
}

export async function readShop(sql: Reader, shopId: string): Promise<Shop | null> {
  const [shop] = await sql<Shop[]>`
    select id, name, currency, country, language, languages, demo from shops where id = ${shopId}`;
  return shop ?? null;
}

export async function currencyOf(sql: Reader, shopId: string): Promise<string | null> {
  return (await readShop(sql, shopId))?.currency ?? null;
}

/** Whether somebody sells here in earnest. */
export async function hasRealShop(sql: Reader): Promise<boolean> {
  const rows = await sql`select 1 from shops where not demo limit 1`;
  return rows.length > 0;
}

/** False when there is a shop with this id already. */
export async function insertShop(sql: Reader, shop: Shop, { sandbox }: { sandbox: boolean }): Promise<boolean> {
  const rows = await sql`
    insert into shops (id, name, currency, country, language, languages, demo, sandbox)
    values (${shop.id}, ${shop.name}, ${shop.currency}, ${shop.country}, ${shop.language}, ${shop.languages}::text[],
      ${shop.demo}, ${sandbox})
    on conflict (id) do nothing returning id`;
  return rows.length > 0;
}

export async function updateShop(
  sql: Reader,
  shopId: string,
  { name, currency, country }: Pick<ChangeShop, 'name' | 'currency' | 'country'>,
): Promise<void> {
  await sql`
    update shops set name = ${name}, currency = coalesce(${currency ?? null}, currency),
      country = coalesce(${country ?? null}, country)
    where id = ${shopId}`;
}

/** One change of a shop's staff at a time: two merchants must not each remove the other. */
export async function lockShop(sql: Reader, shopId: string): Promise<boolean> {
  const rows = await sql`select id from shops where id = ${shopId} for update`;
  return rows.length > 0;
}

export async function readStaff(sql: Reader, shopId: string): Promise<StaffEntry[]> {
  return sql<StaffEntry[]>`
    select account_id as "accountId", role from shop_staff where shop_id = ${shopId} order by account_id, role`;
}

export async function writeRoles(sql: Reader, shopId: string, accountId: string, roles: readonly StaffRole[]) {
  await sql`
    delete from shop_staff
    where shop_id = ${shopId} and account_id = ${accountId} and not role = any(${roles as StaffRole[]})`;
  await sql`
    insert into shop_staff (shop_id, account_id, role)
    select ${shopId}, ${accountId}, role from unnest(${roles as StaffRole[]}::text[]) as t (role)
    on conflict do nothing`;
}

/** The roles of an account by shop id. */
export async function rolesOf(sql: Reader, accountId: string): Promise<Record<string, StaffRole[]>> {
  const rows = await sql<{ shopId: string; roles: StaffRole[] }[]>`
    select shop_id as "shopId", array_agg(role order by role) as roles
    from shop_staff where account_id = ${accountId} group by shop_id`;
  return Object.fromEntries(rows.map((row) => [row.shopId, row.roles]));
}

/** The same for many accounts; one without a role is left out. */
export async function rolesOfMany(
  sql: Reader,
  accountIds: readonly string[],
): Promise<Map<string, Record<string, StaffRole[]>>> {
  const byAccount = new Map<string, Record<string, StaffRole[]>>();
  if (accountIds.length === 0) return byAccount;
  const rows = await sql<{ accountId: string; shopId: string; roles: StaffRole[] }[]>`
    select account_id as "accountId", shop_id as "shopId", array_agg(role order by role) as roles
    from shop_staff where account_id = any(${accountIds as string[]}) group by account_id, shop_id`;
  for (const { accountId, shopId, roles } of rows) {
    byAccount.set(accountId, { ...byAccount.get(accountId), [shopId]: roles });
  }
  return byAccount;
}

/** Which of these accounts hold a role in any shop. */
export async function staffAmong(sql: Reader, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }[]>`
    select distinct account_id as id from shop_staff where account_id = any(${accountIds as string[]})`;
  return new Set(rows.map((row) => row.id));
}
