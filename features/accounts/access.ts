import type { Actor, Role } from '../../platform/kit/actor.ts';
import { hasRole, isNamed } from '../../platform/kit/actor.ts';

/** Who may: anybody (also a guest), somebody with a name, or somebody who holds one of these roles in the shop. */
export type Rule = 'anybody' | 'named' | readonly Role[];

/**
 * Every act of the product with who may do it. [A10] An operator may do what any role may. What belongs to one person (an
 * order, a checkout) is 'named' here and checked again against its owner where it is read.
 */
export const acts = {
  'room.watch': 'anybody',
  'room.create': ['host'],
  'room.change': ['host'],
  'room.set_bag': ['host'],
  'room.go_live': ['host'],
  'room.end': ['host'],
  'room.pin': ['host', 'moderator'],
  'room.publish': ['host'],
  'staff.listen': ['host', 'moderator', 'merchant'],
  'talk.read': 'anybody',
  'talk.say': 'named',
  'name.take': 'anybody',
  'product.read': 'anybody',
  'product.change': ['merchant'],
  'picture.add': ['merchant', 'host'],
  'stock.set': ['merchant'],
  'order.place': 'named',
  'order.pay': 'named',
  'order.cancel_own': 'named',
  'order.cancel': ['merchant'],
  'order.refund': ['merchant'],
  'order.list_own': 'named',
  'order.list_room': ['host', 'moderator', 'merchant'],
  'order.list_shop': ['merchant'],
  'order.read_address': ['merchant'],
  'checkout.read': 'named',
  'ledger.read': ['merchant'],
  'shop.read': 'anybody',
  'shop.change': ['merchant'],
  'shop.list_staff': ['merchant'],
  'shop.set_staff': ['merchant'],
  'account.ban': ['operator'],
} as const satisfies Readonly<Record<string, Rule>>;

export type Act = keyof typeof acts;

/** True when the actor may do it in that shop. Acts of the whole installation (account.ban) have no shop. */
export function may(actor: Actor, act: Act, shopId?: string): boolean {
  const rule: Rule = acts[act];
  if (rule === 'anybody') return true;
  if (rule === 'named') return isNamed(actor);
  return hasRole(actor, shopId ?? '', ...rule);
}
