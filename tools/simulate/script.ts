import type { Purchase } from '../../features/orders/purchase.ts';
import { type Chance, createChance } from '../../platform/beat/simulation/chance.ts';
import type { Answer, Asked } from './asked.ts';
import type { MemoryShop } from './memory-shop.ts';
import { address } from './people.ts';
import { quote } from './selling.ts';
import { SimWorld, tellOf } from './sim-world.ts';

export type ScriptAct = Asked | { readonly act: 'sweep' };

const answerMsMax = 3_000;

/** Plays acts one after the other in memory, and draws each from what the ones before it left. */
export class Script {
  readonly world: SimWorld;
  readonly #chance: Chance;
  readonly #placed: Purchase[] = [];

  constructor(seed: number, shop: MemoryShop) {
    this.world = new SimWorld(seed, { sequential: shop });
    this.#chance = createChance(seed);
  }

  get now(): number {
    return this.world.clock.now;
  }

  /** An id of the kind that browsers make, from the seed. */
  newId(): string {
    return drawId(this.#chance);
  }

  /** Time goes on a little, or a lot. */
  wait(): void {
    this.world.clock.pass(this.#chance.percent(8) ? 400_000 : this.#chance.between(300, 9_000));
  }

  draw(): ScriptAct {
    const chance = this.#chance;
    const { shop } = this.world;
    const before = this.#placed.length > 0 ? chance.oneOf(this.#placed) : null;
    const roll = chance.between(1, 100);
    const id = this.newId();
    if (before === null || roll <= 45) return { act: 'place', purchase: this.#drawPurchase(id) };
    const { id: orderId, accountId } = before;
    const skuId = chance.oneOf([...shop.skus.keys()]);
    if (roll <= 53) return { act: 'place', purchase: before };
    if (roll <= 61) return { act: 'pay', id, accountId, orderId, method: drawMethod(chance) };
    if (roll <= 68) return { act: 'cancel', id, accountId, orderId };
    if (roll <= 76) return { act: 'refund', id, orderId };
    if (roll <= 86) return { act: 'claim', id, accountId, couponId: chance.oneOf(shop.coupons).id };
    if (roll <= 90) return { act: 'announce', id, dealId: chance.oneOf(shop.deals).id };
    if (roll > 95) return { act: 'sweep' };
    const units = chance.oneOf([2, -1]);
    return { act: 'adjust', skuId, adjustment: { id, units, reason: units > 0 ? 'received' : 'lost', note: '' } };
  }

  /** What memory answers. */
  play(act: ScriptAct): string {
    const { servers, clock } = this.world;
    const askedAt = this.now;
    if (act.act === 'sweep') {
      servers[0]!.sweep();
      clock.pass(answerMsMax);
      return 'swept';
    }
    const heard: { answer: Answer | null } = { answer: null };
    servers[0]!.handle(act, (answer) => {
      heard.answer = answer;
    });
    clock.pass(answerMsMax);
    if (act.act === 'place' && heard.answer && 'order' in heard.answer) this.#placed.push(act.purchase);
    return tellOf(heard.answer, askedAt);
  }

  #drawPurchase(id: string): Purchase {
    const chance = this.#chance;
    const { shop } = this.world;
    const skuIds = [...shop.skus.keys()];
    const line = () => ({ skuId: chance.oneOf(skuIds), quantity: chance.percent(70) ? 1 : 2 });
    const lines = chance.percent(35) ? [line(), line()] : [line()];
    const roomId = chance.percent(75) ? shop.roomId : null;
    const accountId = chance.oneOf([...shop.buyers]);
    const ways = shop.terms.delivery.methods.map((method) => ({ deliveryId: method.id }));
    const way = chance.oneOf([{}, ...ways]);
    const wanted = { accountId, roomId, lines, address, method: drawMethod(chance), ...way };
    const purchase: Purchase = { id, ...wanted, sum: JSON.stringify(wanted) };
    const shown = quote(shop, purchase, this.now);
    if (shown === null || chance.percent(30)) return purchase;
    return { ...purchase, expectedTotalMinor: chance.percent(10) ? shown + 1 : shown };
  }
}

export function drawId(chance: Chance): string {
  const hex = Array.from({ length: 4 }, () => chance.between(0, 0xffff_ffff).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function drawMethod(chance: Chance): {
  readonly provider: 'sandbox';
  readonly card: 'ok' | 'decline' | 'timeout' | 'late';
} {
  return { provider: 'sandbox', card: chance.oneOf(['ok', 'ok', 'ok', 'ok', 'decline', 'timeout', 'late']) };
}
