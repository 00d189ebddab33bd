import { once } from '../../../platform/beat/once.ts';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { SetStaff, StaffMember, StaffRole } from '../protocol.ts';
import { rolesIn, setRoles } from '../shops.ts';
import { lockShop, readStaff, writeRoles } from './store.ts';

/** What the shop may know of an account. */
export interface StaffAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

export interface StaffNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly accountByEmail: (email: string) => Promise<StaffAccount | null>;
  readonly holdAccount: (tx: Tx, accountId: string) => Promise<boolean>;
  readonly readAccounts: (sql: Reader, ids: readonly string[]) => Promise<ReadonlyMap<string, StaffAccount>>;
}

export async function listStaff({ sql, readAccounts }: StaffNeeds, shopId: string): Promise<StaffMember[]> {
  const staff = await readStaff(sql, shopId);
  const accounts = await readAccounts(sql, [...new Set(staff.map((entry) => entry.accountId))]);
  return [...accounts.values()]
    .map(({ id, name, email }) => ({ accountId: id, name, email, roles: rolesIn(staff, id) }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.accountId.localeCompare(b.accountId));
}

export async function setStaff(
  needs: StaffNeeds,
  actor: Named,
  shopId: string,
  body: SetStaff,
): Promise<StaffMember | Refusal> {
  const account = await needs.accountByEmail(body.email);
  if (!account) return refuse('account_unknown');
  const key = { id: body.id, actor: actor.viewerId, act: 'shop.set_staff', body: { ...body, shopId } };
  return needs.transact((tx) =>
    once(tx, key, async () => {
      const roles = await giveRoles(needs, tx, shopId, account.id, body.roles);
      if (isRefusal(roles)) return roles;
      return { accountId: account.id, name: account.name, email: account.email, roles };
    }),
  );
}

/** Writes exactly these roles; the account's open sockets come back with the rights that it has now. [H2] */
export async function giveRoles(
  needs: Pick<StaffNeeds, 'holdAccount'>,
  tx: Tx,
  shopId: string,
  accountId: string,
  roles: readonly StaffRole[],
): Promise<StaffRole[] | Refusal> {
  if (!(await needs.holdAccount(tx, accountId))) return refuse('account_unknown');
  if (!(await lockShop(tx.sql, shopId))) return refuse('shop_unknown');
  const set = setRoles(await readStaff(tx.sql, shopId), accountId, roles);
  if (isRefusal(set) || !set.changed) return isRefusal(set) ? set : set.roles;
  await writeRoles(tx.sql, shopId, accountId, set.roles);
  tx.signal('revoked', { accountId, why: 'session_changed' });
  return set.roles;
}
