import { expect, test } from 'vitest';
import type { Actor, Role } from '../../platform/kit/actor.ts';
import { type Act, acts, may } from './access.ts';

const shop = 'a-shop';
const otherShop = 'another-shop';

function actor(name: string | null, roles: readonly Role[] = [], operator = false): Actor {
  const accountId = name && `account-${name}`;
  const session = { sessionId: accountId && 's', expiresAt: 1 };
  return { viewerId: accountId ?? 'g', accountId, name, ...session, operator, roles: { [shop]: roles } };
}

const cast = {
  guest: actor(null),
  viewer: actor('Vera'),
  host: actor('Hana Seo', ['host']),
  moderator: actor('Milo Brandt', ['moderator']),
  merchant: actor('Mara Lindt', ['merchant']),
  operator: actor('Olu Adeyemi', [], true),
};

// One letter for each who may: Host, mOderator, Merchant, operAtor; a Guest and a Viewer hold no role.
const expected: Record<Act, string> = {
  'room.create': 'HA',
  'room.change': 'HA',
  'room.set_bag': 'HA',
  'room.go_live': 'HA',
  'room.end': 'HA',
  'room.pin': 'HOA',
  'room.enter': 'HOMA',
  'room.publish': 'HA',
  'product.read_hidden': 'HOMA',
  'product.change': 'MA',
  'product.read_prices': 'MA',
  'picture.add': 'HMA',
  'model.add': 'HMA',
  'video.add': 'HMA',
  'stock.set': 'MA',
  'waitlist.read': 'HMA',
  'deal.run': 'HMA',
  'deal.read': 'HOMA',
  'coupon.run': 'HMA',
  'coupon.offer': 'HA',
  'coupon.read': 'HOMA',
  'review.answer': 'HMA',
  'review.hide': 'OMA',
  'verification.apply': 'MA',
  'verification.decide': 'A',
  'order.cancel': 'MA',
  'order.refund': 'MA',
  'order.send': 'MA',
  'order.decide_return': 'MA',
  'order.list_room': 'HOMA',
  'order.list_shop': 'MA',
  'order.read_address': 'MA',
  'ledger.read': 'MA',
  'books.read': 'A',
  'payout.make': 'A',
  'shop.open': 'A',
  'shop.change': 'MA',
  'shop.read_settings': 'MA',
  'shop.list_staff': 'MA',
  'shop.set_staff': 'MA',
  'shop.set_members': 'MA',
  'talk.moderate': 'HOMA',
  'audit.read': 'MA',
  'account.ban': 'A',
};

test.each(Object.keys(acts) as Act[])('[A10] %s is for exactly those it names', (act) => {
  const letters = { guest: 'G', viewer: 'V', host: 'H', moderator: 'O', merchant: 'M', operator: 'A' };
  for (const [who, person] of Object.entries(cast)) {
    const letter = letters[who as keyof typeof cast];
    expect(may(person, act, shop), `${who} ${act}`).toBe(expected[act].includes(letter));
  }
});

test('[A10] a role in one shop is none in another, and none without a shop', () => {
  for (const act of Object.keys(acts) as Act[]) {
    for (const person of [cast.host, cast.moderator, cast.merchant]) {
      expect(may(person, act, otherShop)).toBe(false);
      expect(may(person, act)).toBe(false);
    }
    expect(may(cast.operator, act, otherShop)).toBe(true);
  }
});
