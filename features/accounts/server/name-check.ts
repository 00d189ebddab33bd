import type { Reader } from '../../../platform/db/connect.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { nameKey, readName } from '../name.ts';
import { accountsWithKey } from './store.ts';

/** The name to keep, or why not; `self` may keep a name that it already bears. */
export type NameCheck = (text: string, self: string | null) => Promise<{ name: string; key: string } | Refusal>;

/** Which of these accounts hold a role in any shop. */
export type StaffAmong = (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Nobody takes the name of somebody who speaks for a shop or runs the installation. [A6] */
export function createNameCheck(sql: Reader, staffAmong: StaffAmong): NameCheck {
  return async (text, self) => {
    const name = readName(text);
    if (isRefusal(name)) return name;
    const key = nameKey(name);
    const alike = (await accountsWithKey(sql, key)).filter((account) => account.id !== self);
    if (alike.some((account) => account.operator)) return refuse('name_taken_by_staff');
    const ids = alike.map((account) => account.id);
    if (ids.length > 0 && (await staffAmong(sql, ids)).size > 0) return refuse('name_taken_by_staff');
    return { name, key };
  };
}
