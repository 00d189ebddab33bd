import { expect, test } from 'vitest';
import { doors, type Standing, turnedAway } from './audience.ts';
import type { Audience } from './protocol.ts';

const people: Record<string, Standing> = {
  stranger: { staff: false, follows: false, member: false },
  follower: { staff: false, follows: true, member: false },
  member: { staff: false, follows: false, member: true },
  both: { staff: false, follows: true, member: true },
  staff: { staff: true, follows: false, member: false },
};

const expected: Record<Audience, { readonly enter: readonly string[]; readonly refused: string }> = {
  everyone: { enter: Object.keys(people), refused: '' },
  followers: { enter: ['follower', 'member', 'both', 'staff'], refused: 'room_followers_only' },
  members: { enter: ['member', 'both', 'staff'], refused: 'room_members_only' },
};

test.each(Object.keys(doors) as Audience[])(
  '[R30] a room for %s opens to those it names, and says why to others',
  (audience) => {
    const { enter, refused } = expected[audience];
    for (const [who, standing] of Object.entries(people))
      expect(turnedAway(audience, standing), who).toEqual(enter.includes(who) ? null : { refused });
  },
);
