import type { Actor, Role } from '../../platform/kit/actor.ts';
import { hasRole } from '../../platform/kit/actor.ts';

/**
 * Every act that needs a role in the shop, with the roles that may. [A10] An operator may do what any role may. What
 * everybody may is not here: watching needs nothing, and what somebody does in their own name (speak, buy, look at their
 * orders) asks for the name and then for the owner.
 */
export const acts = {
  'room.create': ['host'],
  'room.change': ['host'],
  'room.set_bag': ['host'],
  'room.go_live': ['host'],
  'room.end': ['host'],
  'room.pin': ['host', 'moderator'],
  /** Into a room that is not for everyone. */
  'room.enter': ['host', 'moderator', 'merchant'],
  'room.publish': ['host'],
  'product.read_hidden': ['merchant', 'host', 'moderator'],
  'product.change': ['merchant'],
  'product.read_prices': ['merchant'],
  'picture.add': ['merchant', 'host'],
  'model.add': ['merchant', 'host'],
  'video.add': ['merchant', 'host'],
  'stock.set': ['merchant'],
  'waitlist.read': ['host', 'merchant'],
  'deal.run': ['host', 'merchant'],
  'deal.read': ['host', 'moderator', 'merchant'],
  'coupon.run': ['host', 'merchant'],
  'coupon.offer': ['host'],
  'coupon.read': ['host', 'moderator', 'merchant'],
  'review.answer': ['merchant', 'host'],
  'review.hide': ['merchant', 'moderator'],
  'verification.apply': ['merchant'],
  'verification.decide': ['operator'],
  'order.cancel': ['merchant'],
  'order.refund': ['merchant'],
  'order.send': ['merchant'],
  'order.decide_return': ['merchant'],
  'order.list_room': ['host', 'moderator', 'merchant'],
  'order.list_shop': ['merchant'],
  'order.read_address': ['merchant'],
  'ledger.read': ['merchant'],
  'books.read': ['operator'],
  'payout.make': ['operator'],
  'shop.open': ['operator'],
  'shop.change': ['merchant'],
  'shop.read_settings': ['merchant'],
  'shop.list_staff': ['merchant'],
  'shop.set_staff': ['merchant'],
  'shop.set_members': ['merchant'],
  'talk.moderate': ['host', 'moderator', 'merchant'],
  'audit.read': ['merchant'],
  'account.ban': ['operator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Act = keyof typeof acts;

/** True when the actor may do it in that shop. Acts of the whole installation (account.ban) have no shop. */
export function may(actor: Actor, act: Act, shopId?: string): boolean {
  return hasRole(actor, shopId ?? '', ...acts[act]);
}
