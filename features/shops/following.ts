import { type Static, Type } from 'typebox';
import { AccountId, closed, Id } from '../../platform/kit/schema.ts';

/** What one account may follow; a page of all of them is still short. */
export const followsMax = 1_000;
/** Members that a shop may have, all of them in one list. */
export const membersMax = 1_000;

export const FollowKind = Type.Enum(['shop', 'host']);
export type FollowKind = Static<typeof FollowKind>;

/** GET /api/follows/:kind/:followedId -> Follow   everybody; PUT -> Follow   in one's own name */
export const Follow = Type.Object({
  following: Type.Boolean({ description: 'Whether the one who asks does.' }),
  followers: Type.Integer({ minimum: 0 }),
});
export type Follow = Static<typeof Follow>;
export const SetFollow = Type.Object({ id: Id, following: Type.Boolean() }, closed);
export type SetFollow = Static<typeof SetFollow>;

/** GET /api/shops/:shopId/members -> {members: Member[]}; PUT -> Member (merchant). False takes the membership away. */
export const Member = Type.Object({
  accountId: AccountId,
  name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
});
export type Member = Static<typeof Member>;
export const SetMember = Type.Object(
  { id: Id, email: Type.String({ maxLength: 254, format: 'email' }), member: Type.Boolean() },
  closed,
);
export type SetMember = Static<typeof SetMember>;

/** What ties somebody to a shop and one of its hosts. */
export interface Ties {
  readonly follows: boolean;
  readonly member: boolean;
}
