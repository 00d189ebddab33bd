import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { StaffRole } from './protocol.ts';

export interface StaffEntry {
  readonly accountId: string;
  readonly role: StaffRole;
}

/** The order in which roles are kept and shown. */
const order: readonly StaffRole[] = ['merchant', 'host', 'moderator'];

/**
 * Gives one account exactly these roles, or says why not. A shop always keeps a merchant: without one nobody could ever
 * give the role back. [H3]
 */
export function setRoles(
  staff: readonly StaffEntry[],
  accountId: string,
  roles: readonly StaffRole[],
): { readonly roles: StaffRole[]; readonly changed: boolean } | Refusal {
  const before = rolesIn(staff, accountId);
  const after = order.filter((role) => roles.includes(role));
  const others = staff.some((entry) => entry.role === 'merchant' && entry.accountId !== accountId);
  if (before.includes('merchant') && !after.includes('merchant') && !others) return refuse('last_merchant');
  return { roles: after, changed: before.join() !== after.join() };
}

export function rolesIn(staff: readonly StaffEntry[], accountId: string): StaffRole[] {
  return order.filter((role) => staff.some((entry) => entry.accountId === accountId && entry.role === role));
}
