import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, Currency, closed, Id, Text } from '../../platform/kit/schema.ts';

/** GET /api/shops -> {shops: Shop[]} (one at first). */
export const Shop = Type.Object({
  id: Id,
  name: Text(60),
  currency: Currency,
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  language: Type.String({ pattern: '^[a-z]{2}(-[A-Z][a-z]{3})?$' }),
  demo: Type.Boolean({ description: 'A demonstration: nothing is really sold.' }),
});
export type Shop = Static<typeof Shop>;

/** PATCH /api/shops/:shopId (merchant). Answers Shop. */
export const ChangeShop = Type.Object({ id: Id, name: Text(60) }, closed);
export type ChangeShop = Static<typeof ChangeShop>;

export const StaffRole = Type.Enum(['host', 'moderator', 'merchant']);
export type StaffRole = Static<typeof StaffRole>;

/** GET /api/shops/:shopId/staff (merchant) -> {staff: StaffMember[]} */
export const StaffMember = Type.Object({
  accountId: AccountId,
  name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  roles: Type.Array(StaffRole),
});
export type StaffMember = Static<typeof StaffMember>;

/**
 * PUT /api/shops/:shopId/staff (merchant) -> StaffMember. Gives exactly these roles; none takes all away. The person's open
 * sockets close and come back with the new rights.
 */
export const SetStaff = Type.Object(
  { id: Id, email: Type.String({ maxLength: 254, format: 'email' }), roles: Type.Array(StaffRole, { maxItems: 3 }) },
  closed,
);
export type SetStaff = Static<typeof SetStaff>;

export const refusals = {
  shop_unknown: 404,
  last_merchant: 409,
} as const satisfies RefusalTable;
