import { describe, expect, test } from 'vitest';
import type { Role } from '../../platform/kit/actor.ts';
import { muteEnd, powers, protects, type Rank, rankOf, ranks } from './moderation.ts';
import { goneLinesOf, moderationFold, removedKept } from './moderation-view.ts';

const standing: Record<Rank, { roles: Role[]; operator: boolean }> = {
  viewer: { roles: [], operator: false },
  moderator: { roles: ['moderator'], operator: false },
  host: { roles: ['host'], operator: false },
  merchant: { roles: ['merchant'], operator: false },
  operator: { roles: [], operator: true },
};

// One letter for each who may be the target: Viewer, mOderator, Host, Merchant, operAtor, Self.
const expected: Record<Rank, { remove: string; mute: string }> = {
  viewer: { remove: '', mute: '' },
  moderator: { remove: 'VOS', mute: 'V' },
  host: { remove: 'VOHS', mute: 'VO' },
  merchant: { remove: 'VOHMS', mute: 'VOH' },
  operator: { remove: 'VOHMAS', mute: 'VOHM' },
};
const letters = { viewer: 'V', moderator: 'O', host: 'H', merchant: 'M', operator: 'A' };

describe.each(ranks)('[C1] what a %s may', (rank) => {
  const actor = { ...standing[rank], accountId: 'actor' };

  test.each(['remove', 'mute'] as const)('%s', (what) => {
    for (const whom of ranks) {
      const refused = protects(what, actor, { ...standing[whom], accountId: 'other' });
      expect(refused === null, `${whom}`).toBe(expected[rank][what].includes(letters[whom]));
      if (refused) expect(refused).toEqual({ refused: 'person_protected' });
    }
    expect(protects(what, actor, actor) === null, 'self').toBe(expected[rank][what].includes('S'));
  });
});

test('[C1] nobody mutes upwards or oneself, and whoever stands higher may at least what stands lower may', () => {
  for (const [index, rank] of ranks.entries()) {
    const { mute, remove } = powers[rank];
    expect(mute).not.toContain('self');
    for (const whom of mute) expect(ranks.indexOf(whom as Rank)).toBeLessThan(index);
    for (const lower of ranks.slice(0, index)) {
      expect(mute).toEqual(expect.arrayContaining([...powers[lower].mute]));
      expect(remove).toEqual(expect.arrayContaining([...powers[lower].remove]));
    }
  }
});

test('[C1] who holds several roles is the highest of them', () => {
  expect(rankOf({ roles: ['moderator', 'merchant', 'host'], operator: false })).toBe('merchant');
  expect(rankOf({ roles: ['moderator', 'host'], operator: false })).toBe('host');
  expect(rankOf({ roles: ['viewer'], operator: false })).toBe('viewer');
  expect(rankOf({ roles: ['moderator'], operator: true })).toBe('operator');
});

test('[C4] a mute ends after its minutes; only of a room it may end with the show', () => {
  expect(muteEnd({ scope: 'room', minutes: 10 }, 1_000)).toBe(601_000);
  expect(muteEnd({ scope: 'shop', minutes: 60 }, 0)).toBe(3_600_000);
  expect(muteEnd({ scope: 'room', minutes: null }, 0)).toBeNull();
  expect(muteEnd({ scope: 'shop', minutes: null }, 0)).toEqual({ refused: 'mute_needs_end' });
});

test('[C3] [C6] the room knows its last removed lines and how slow it is', () => {
  const told = (kind: string, body: Record<string, unknown>) => ({ number: 1, at: 1, kind, body });
  let view = moderationFold.initial;
  for (let line = 0; line < removedKept + 5; line += 1)
    view = moderationFold.apply(view, told('talk.removed', { lineId: `line-${line}` }));
  view = moderationFold.apply(view, told('talk.slowed', { seconds: 10 }));
  expect(view.slowSeconds).toBe(10);
  expect([view.removed.length, view.removed[0], view.removed.at(-1)]).toEqual([removedKept, 'line-5', 'line-204']);
  expect(moderationFold.apply(view, told('room.live', {}))).toBe(view);
  expect(goneLinesOf({ moderation: view })).toBe(view.removed);
});
