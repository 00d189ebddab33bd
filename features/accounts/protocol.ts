import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, closed, Id, Text } from '../../platform/kit/schema.ts';

export const nameCharsMax = 24;

export const RoleSchema = Type.Union(
  (['viewer', 'host', 'moderator', 'merchant', 'operator'] as const).map((role) => Type.Literal(role)),
);

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

export const refusals = {
  name_needed: 403,
  name_taken_by_staff: 409,
} as const satisfies RefusalTable;
