import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, createChance } from '../../platform/beat/simulation/chance.ts';
import type { Answer, Client } from './client.ts';
import type { Stall } from './stall.ts';

/** One purchase as its buyer knows it. */
export interface Purchase {
  readonly buyer: Client;
  readonly body: { readonly id: string; readonly [key: string]: unknown };
  /** Every 200 about it, oldest first. */
  readonly acknowledged: { readonly act: string; readonly order: Record<string, unknown> }[];
  refusal: Answer | null;
  refundAsked: boolean;
  /** Refunds of a part of it, as the merchant was answered last. */
  readonly parts: { readonly id: string; state: string }[];
}

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
/** How often each card is used, of a hundred; the rest is `ok`. */
const cardShares = { decline: 12, twice: 8, webhook_first: 8 } as const;
/** At most, between two purchases of one buyer. */
const pauseMsDefault = 60;

/** Buyers who buy, ask again, pay again, cancel and leave, and a merchant who gives money back, until told to stop. */
export class Shopping {
  readonly purchases: Purchase[] = [];
  private readonly stall: Stall;
  private readonly seed: number;
  private readonly pauseMsMax: number;
  private readonly running: Promise<unknown>[] = [];
  private stopped = false;

  constructor(stall: Stall, seed: number, pauseMsMax = pauseMsDefault) {
    this.stall = stall;
    this.seed = seed;
    this.pauseMsMax = pauseMsMax;
  }

  start(): this {
    this.running.push(...this.stall.buyers.map((buyer, index) => this.goOn(buyer, createChance(this.seed + index))));
    return this;
  }

  /** Everybody finishes what they have begun. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  private async goOn(buyer: Client, chance: Chance): Promise<void> {
    while (!this.stopped) {
      await this.shop(buyer, chance);
      await sleep(chance.between(0, this.pauseMsMax));
    }
  }

  private async shop(buyer: Client, chance: Chance): Promise<void> {
    const purchase = this.begin(buyer, chance);
    const order = await this.acted(purchase, 'place', '/api/orders', purchase.body);
    if (!order) return;
    if (chance.percent(30)) await this.acted(purchase, 'place', '/api/orders', purchase.body);
    if (order.state === 'held') await this.settleHeld(purchase, chance);
    else if (order.state === 'paid' && chance.percent(20)) await this.refundPart(purchase, chance);
    else if (chance.percent(15)) {
      purchase.refundAsked = true;
      const by = { ...purchase, buyer: this.stall.merchant };
      await this.acted(by, 'refund', `/api/orders/${purchase.body.id}/refund`, { id: randomUUID() });
    }
  }

  /** One unit, on sale again or not; of the smallest orders that is all of it. Asked for again at times, as a merchant would. */
  private async refundPart(purchase: Purchase, chance: Chance): Promise<void> {
    const [line, ...others] = purchase.body.lines as { skuId: string; quantity: number }[];
    if (others.length === 0 && line!.quantity === 1) purchase.refundAsked = true;
    const wanted = { id: randomUUID(), lines: [{ skuId: line!.skuId, units: 1 }], delivery: false };
    const body = { ...wanted, restock: chance.percent(50), reason: '' };
    for (let times = chance.percent(30) ? 2 : 1; times > 0; times -= 1) {
      const answer = await this.stall.merchant.insist('POST', `/api/orders/${purchase.body.id}/part-refund`, body);
      if (answer?.status !== 200) return;
      const { id, state } = answer.body as { id: string; state: string };
      const known = purchase.parts.find((part) => part.id === id);
      if (known) known.state = state;
      else purchase.parts.push({ id, state });
    }
  }

  private begin(buyer: Client, chance: Chance): Purchase {
    const skuIds = [...this.stall.units.keys()];
    const lines = chance.percent(15) ? skuIds : [chance.percent(30) ? skuIds[0]! : skuIds[1]!];
    const body = {
      id: randomUUID(),
      roomId: chance.percent(90) ? this.stall.roomId : null,
      lines: lines.map((skuId) => ({ skuId, quantity: chance.between(1, 2) })),
      address,
      method: { provider: 'sandbox', card: cardFor(chance.between(1, 100)) },
    };
    const purchase = { buyer, body, acknowledged: [], refusal: null, refundAsked: false, parts: [] };
    this.purchases.push(purchase);
    return purchase;
  }

  private async settleHeld(purchase: Purchase, chance: Chance): Promise<void> {
    const orderId = purchase.body.id;
    if (chance.percent(40)) {
      const body = { id: randomUUID(), method: { provider: 'sandbox', card: 'ok' } };
      await this.acted(purchase, 'pay', `/api/orders/${orderId}/pay`, body);
    } else if (chance.percent(50)) {
      await this.acted(purchase, 'cancel', `/api/orders/${orderId}/cancel`, { id: randomUUID() });
    }
    // Or the buyer leaves, and the units come back by themselves.
  }

  private async acted(purchase: Purchase, act: string, path: string, body: object) {
    const answer = await purchase.buyer.insist('POST', path, body);
    if (answer?.status === 200) purchase.acknowledged.push({ act, order: answer.body });
    else if (act === 'place') purchase.refusal = answer;
    return answer?.status === 200 ? answer.body : null;
  }
}

function cardFor(roll: number): string {
  let upTo = 0;
  for (const [card, share] of Object.entries(cardShares)) {
    upTo += share;
    if (roll <= upTo) return card;
  }
  return 'ok';
}
