import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, closed, Id, Text } from '../../platform/kit/schema.ts';

export const nameCharsMax = 24;

export const RoleSchema = Type.Enum(['viewer', 'host', 'moderator', 'merchant', 'operator']);

/** GET /api/me */
export const Me = Type.Object({
  viewerId: Type.String(),
  accountId: Type.Union([AccountId, Type.Null()]),
  name: Type.Union([Type.String(), Type.Null()]),
  email: Type.Union([Type.String(), Type.Null()], {
    description: 'Null for a guest and for an account without e-mail.',
  }),
  operator: Type.Boolean(),
  roles: Type.Record(Type.String(), Type.Array(RoleSchema), { description: 'Roles by shop id.' }),
});
export type Me = Static<typeof Me>;

/** POST /api/me/name: the first one makes the account, later ones rename it. Answers Me. */
export const TakeName = Type.Object({ id: Id, name: Text(nameCharsMax) }, closed);
export type TakeName = Static<typeof TakeName>;

/** POST /api/accounts/:accountId/ban (operator). Ends every session of the account. Answers Banned. */
export const Ban = Type.Object({ id: Id, banned: Type.Boolean() }, closed);
export type Ban = Static<typeof Ban>;
export const Banned = Type.Object({ accountId: AccountId, banned: Type.Boolean() });
export type Banned = Static<typeof Banned>;

export const passwordCharsMin = 10;
export const passwordCharsMax = 128;

const Email = Type.String({ minLength: 3, maxLength: 254 });
/** Judged by the library, which says what is wrong with it. */
const Password = Type.String({ minLength: 1, maxLength: 1000 });

/**
 * Sign-in. Each answers Done and sets or ends the session's cookie; GET /api/me says who one is then. [A3]
 * POST /api/auth/<path>: these and no others of the sign-in library are open.
 */
export const authBodies = {
  'sign-up/email': Type.Object({ name: Text(nameCharsMax), email: Email, password: Password }, closed),
  'sign-in/email': Type.Object({ email: Email, password: Password, rememberMe: Type.Optional(Type.Boolean()) }, closed),
  'sign-out': Type.Object({}, closed),
  'request-password-reset': Type.Object({ email: Email }, closed),
  'reset-password': Type.Object(
    { token: Type.String({ minLength: 1, maxLength: 200 }), newPassword: Password },
    closed,
  ),
  'change-password': Type.Object({ currentPassword: Password, newPassword: Password }, closed),
  'revoke-other-sessions': Type.Object({}, closed),
  'revoke-sessions': Type.Object({}, closed),
} as const;
export type AuthPath = keyof typeof authBodies;
export const Done = Type.Object({ ok: Type.Literal(true) });
export type Done = Static<typeof Done>;

/** GET /api/setup */
export const Setup = Type.Object({
  open: Type.Boolean({ description: 'True until somebody has opened a shop that is no demonstration.' }),
  number: Type.Integer({ description: 'How many set-up keys were used: the next one has this number.' }),
});
export type Setup = Static<typeof Setup>;

export const setupKeyCharsMax = 100;
/** POST /api/setup: with the key that the start printed, makes the owner's account, an operator. Answers Done. [A15] */
export const SetUp = Type.Object(
  {
    id: Id,
    key: Type.String({ minLength: 1, maxLength: setupKeyCharsMax }),
    name: Text(nameCharsMax),
    email: Email,
    password: Password,
  },
  closed,
);
export type SetUp = Static<typeof SetUp>;

export const refusals = {
  name_needed: 403,
  name_unusable: 400,
  name_taken_by_staff: 409,
  account_unknown: 404,
  account_banned: 403,
  sign_in_wrong: 401,
  email_taken: 409,
  email_unusable: 400,
  password_too_short: 400,
  password_too_long: 400,
  password_common: 400,
  password_wrong: 400,
  reset_expired: 400,
  setup_key_wrong: 403,
  setup_key_used: 410,
  setup_over: 410,
} as const satisfies RefusalTable;
