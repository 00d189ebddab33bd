import { refuse } from '../../../platform/kit/refusal.ts';
import { type SocketCommand, socketCommand } from '../../../platform/socket/command.ts';
import { commands } from '../protocol.ts';
import type { RoomsNeeds } from './needs.ts';
import { readBag } from './store.ts';

/** One viewer opening one product again and again counts once in this time. */
export const openedAgainMs = 10_000;
/** Viewers and products remembered for it; the oldest is forgotten first. */
export const openedRememberedMax = 50_000;
/** A crowd opens the product that was just pinned: the bag is read once for all of them. */
export const bagFreshMs = 1_000;
export const bagsRememberedMax = 500;

type Needs = Pick<RoomsNeeds, 'sql' | 'now' | 'publish'>;

/** "Somebody is on the way to buy": a real event, said to the room as a moment. */
export function createOpening(needs: Needs): SocketCommand {
  const opened = new Map<string, number>();
  const bags = new Map<string, { readonly at: number; readonly products: Promise<ReadonlySet<string>> }>();

  return socketCommand({
    name: 'product.open',
    schema: commands['product.open'],
    async run({ actor, roomId }, _id, { productId }) {
      const now = needs.now();
      const key = `${actor.viewerId} ${roomId} ${productId}`;
      if (now - (opened.get(key) ?? Number.NEGATIVE_INFINITY) < openedAgainMs) return {};
      if (!(await bagOf(roomId, now)).has(productId)) return refuse('not_in_bag');
      // A twin may have come while the bag was read.
      if (now - (opened.get(key) ?? Number.NEGATIVE_INFINITY) < openedAgainMs) return {};
      remember(opened, key, now, openedRememberedMax);
      needs.publish('moment', { roomId, moment: { kind: 'buying', productId, count: 1 } });
      return {};
    },
  });

  function bagOf(roomId: string, now: number): Promise<ReadonlySet<string>> {
    const held = bags.get(roomId);
    if (held && now - held.at < bagFreshMs) return held.products;
    const products = readBag(needs.sql, roomId).then((ids) => new Set(ids));
    products.catch(() => bags.delete(roomId));
    remember(bags, roomId, { at: now, products }, bagsRememberedMax);
    return products;
  }
}

function remember<K, V>(map: Map<K, V>, key: K, value: V, max: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > max) map.delete(map.keys().next().value!);
}
