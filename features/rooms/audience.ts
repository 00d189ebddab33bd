import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { Ties } from '../shops/following.ts';
import type { Audience } from './protocol.ts';

export interface Standing extends Ties {
  /** Of those who run the shop, or the installation. */
  readonly staff: boolean;
}

export const noTies: Ties = { follows: false, member: false };

/** For whom a room is, as data: what lets somebody in, and the refusal of everybody else. A member is closer than a follower. */
export const doors: Readonly<
  Record<Audience, { readonly opens: readonly (keyof Standing)[] | 'everyone'; readonly refused: string }>
> = {
  everyone: { opens: 'everyone', refused: 'not_allowed' },
  followers: { opens: ['staff', 'member', 'follows'], refused: 'room_followers_only' },
  members: { opens: ['staff', 'member'], refused: 'room_members_only' },
};

/** Null when somebody who stands so may be in the room. */
export function turnedAway(audience: Audience, standing: Standing): Refusal | null {
  const { opens, refused } = doors[audience];
  if (opens === 'everyone' || opens.some((tie) => standing[tie])) return null;
  return refuse(refused);
}
