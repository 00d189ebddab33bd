import { type Static, Type } from 'typebox';
import { languages } from '../../platform/kit/languages.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, Currency, closed, Id, Text } from '../../platform/kit/schema.ts';
import { Country } from './terms.ts';

export const shopNameCharsMax = 60;
export const Language = Type.Enum([...languages]);
export type Language = Static<typeof Language>;

/** GET /api/shops -> {shops: Shop[]} (one at first). */
export const Shop = Type.Object({
  id: Id,
  name: Text(shopNameCharsMax),
  currency: Currency,
  country: Country,
  language: Language,
  languages: Type.Array(Language, { description: 'What the shop speaks; `language` is the main one among them.' }),
  demo: Type.Boolean({ description: 'A demonstration: nothing is really sold.' }),
});
export type Shop = Static<typeof Shop>;

/** POST /api/shops (operator): opens a shop, whose id is the command's. Whoever opens it is its merchant and host. Answers Shop. */
export const OpenShop = Type.Object(
  { id: Id, name: Text(shopNameCharsMax), currency: Currency, country: Country, language: Language },
  closed,
);
export type OpenShop = Static<typeof OpenShop>;

/** PATCH /api/shops/:shopId (merchant). The currency stays once there is an order. Answers Shop. */
export const ChangeShop = Type.Object(
  {
    id: Id,
    name: Text(shopNameCharsMax),
    currency: Type.Optional(Currency),
    country: Type.Optional(Country),
  },
  closed,
);
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
  currency_unknown: 422,
  currency_fixed: 409,
  language_main_missing: 422,
  tax_country_twice: 422,
  delivery_nowhere: 422,
  delivery_names_unclear: 422,
  delivery_days_wrong: 422,
  policy_unknown: 404,
  mail_refused: 502,
  mail_address_missing: 409,
  follow_unknown: 404,
  follow_self: 409,
  follows_full: 409,
  members_full: 409,
} as const satisfies RefusalTable;
