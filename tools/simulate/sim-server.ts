import { checkClaim } from '../../features/coupons/coupons.ts';
import { decideAnnounce } from '../../features/deals/deals.ts';
import type { Step } from '../../features/orders/course.ts';
import { stateAt } from '../../features/orders/order.ts';
import { takes } from '../../features/orders/payment-taken.ts';
import { recheckAfterMs, unansweredChecksMax } from '../../features/payments/payment.ts';
import { giveUpMs } from '../../features/payments/server/index.ts';
import { isSigned } from '../../features/payments/server/signature.ts';
import { decideAdjustment } from '../../features/stock/journal.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { Answer, Asked } from './asked.ts';
import type { PaymentRow } from './memory-shop.ts';
import { startedPayment } from './selling.ts';
import type { Work } from './sim-clock.ts';
import type { Key } from './sim-machine.ts';
import type { SimNeeds } from './sim-needs.ts';
import { SimTill } from './sim-till.ts';
import { type SimEvent, webhookSecret } from './sim-webhook.ts';
import { locksOfWalk, walk } from './walking.ts';

/** One server: everything that it is asked, and what it does by itself each second. */
export class SimServer extends SimTill {
  constructor(name: string, world: SimNeeds) {
    super(name, world);
    this.boot();
  }

  /** Whoever asks a server that is down, or dies meanwhile, hears nothing. */
  handle(asked: Asked, answer: (answer: Answer) => void): void {
    if (this.isUp) this.run(this.#answer(asked), answer);
  }

  sweep(): void {
    if (this.isUp) this.run(this.#sweep(), () => {});
  }

  *#answer(asked: Asked): Work<Answer> {
    switch (asked.act) {
      case 'place':
        return yield* this.#answering('place', this.place(asked.purchase));
      case 'pay':
        return yield* this.#answering('pay', this.#payAgain(asked));
      case 'cancel':
        return yield* this.#answering('cancel', this.#cancel(asked));
      case 'refund':
        return yield* this.#answering('refund', this.#refund(asked));
      case 'claim':
        return yield* this.#claim(asked);
      case 'adjust':
        return yield* this.#adjust(asked);
      case 'announce':
        return yield* this.#announce(asked);
      case 'webhook':
        return yield* this.#hearWebhook(asked);
    }
  }

  *#answering(act: string, work: Work<Answer>): Work<Answer> {
    const answer = yield* work;
    this.pass(`${act} answering`);
    return answer;
  }

  *#payAgain({ id, accountId, orderId, method }: Extract<Asked, { act: 'pay' }>): Work<Answer> {
    const { shop } = this.world;
    if (shop.orders.get(orderId)?.accountId !== accountId) return refuse('order_unknown');
    const key = { id, actor: accountId, act: 'orders.pay', body: { orderId, method } };
    const begun = yield* this.transact('pay', [`command ${id}`, `order ${orderId}`], (tx) =>
      this.once(tx, key, () => {
        const order = shop.orders.get(orderId)!;
        if (stateAt(order, tx.now) !== 'held') return refuse('order_act_impossible');
        if (!takes(shop.terms, method, new Set(['sandbox']))) return refuse('payment_not_taken');
        const { totalMinor: amountMinor, currency } = order;
        tx.write(() => shop.putPayment(startedPayment({ id, orderId, method, amountMinor, currency }, tx.now)));
        tx.touched.add(orderId);
        return { orderId };
      }),
    );
    return isRefusal(begun) ? begun : yield* this.resume(orderId, id);
  }

  *#cancel({ id, accountId, orderId }: Extract<Asked, { act: 'cancel' }>): Work<Answer> {
    const { shop } = this.world;
    if (shop.orders.get(orderId)?.accountId !== accountId) return refuse('order_unknown');
    const key = { id, actor: accountId, act: 'orders.cancel', body: { orderId } };
    const done = yield* this.#step('cancel', key, { kind: 'cancel', orderId });
    return isRefusal(done) ? done : { order: shop.orders.get(orderId)! };
  }

  *#refund({ id, orderId }: Extract<Asked, { act: 'refund' }>): Work<Answer> {
    const { shop } = this.world;
    const order = shop.orders.get(orderId);
    if (!order) return refuse('order_unknown');
    const key = { id, actor: 'mara', act: 'orders.refund', body: { orderId } };
    const begun = yield* this.#step('refund', key, { kind: 'ask_refund', orderId, refundId: this.world.newId() });
    if (isRefusal(begun)) return begun;
    const refunds = begun.map((one) => shop.payments.get(one)!).filter(({ state }) => state === 'refunding');
    yield* this.refundAll({ order, refunds });
    const after = shop.orders.get(orderId)!;
    return after.state === 'refunded' ? { order: after } : refuse('payment_unanswered');
  }

  /** One step under a command's id; its answer are the payments whose money is to go back. */
  *#step(name: string, key: Key, step: Step): Work<readonly string[] | Refusal> {
    const { shop, events } = this.world;
    const keys = [`command ${key.id}`, ...locksOfWalk(shop, [step.orderId])];
    return yield* this.transact(name, keys, (tx) =>
      this.once<readonly string[]>(tx, key, () => {
        const { answers, refunds } = walk(shop, tx, [step], events);
        return isRefusal(answers[0]) ? answers[0] : refunds.map(({ id }) => id);
      }),
    );
  }

  *#claim({ id, accountId, couponId }: Extract<Asked, { act: 'claim' }>): Work<Answer> {
    const { shop } = this.world;
    const key = { id, actor: accountId, act: `coupon.claim ${couponId}`, body: {} };
    const keys = [`command ${id}`, `coupon ${couponId}`, `account ${accountId}`];
    const claimed = yield* this.transact('claim', keys, (tx) =>
      this.once(tx, key, () => {
        const coupon = shop.coupons.find((one) => one.id === couponId)!;
        const ofPerson = shop.claims.filter((one) => one.couponId === couponId && one.accountId === accountId).length;
        const wrong = checkClaim(coupon, ofPerson, tx.now);
        if (wrong) return wrong;
        tx.write(() => {
          shop.claims = [...shop.claims, { id, couponId, accountId, orderId: null, offMinor: null }];
          shop.changeCoupon(couponId, ({ claimed }) => ({ claimed: claimed + 1 }));
        });
        return {};
      }),
    );
    return isRefusal(claimed) ? claimed : { done: true };
  }

  *#adjust({ skuId, adjustment }: Extract<Asked, { act: 'adjust' }>): Work<Answer> {
    const { shop, events } = this.world;
    const { id, units, reason } = adjustment;
    const key = { id, actor: 'mara', act: `stock.adjust ${skuId}`, body: { units, reason } };
    const adjusted = yield* this.transact('adjust', [`command ${id}`, `sku ${skuId}`], (tx) =>
      this.once(tx, key, () => {
        const decision = decideAdjustment(shop.skus.get(skuId)!, adjustment);
        if (isRefusal(decision)) return decision;
        events.count(units > 0 ? 'units come' : 'units go');
        tx.write(() => shop.changeSku(skuId, ({ noted }) => ({ onHand: decision.onHand, noted: noted + units })));
        return {};
      }),
    );
    return isRefusal(adjusted) ? adjusted : { done: true };
  }

  *#announce({ id, dealId }: Extract<Asked, { act: 'announce' }>): Work<Answer> {
    const { shop } = this.world;
    const key = { id, actor: 'hana', act: `deal.announce ${dealId}`, body: {} };
    const times = yield* this.transact('announce', [`command ${id}`, `deals ${shop.roomId}`], (tx) =>
      this.once(tx, key, () => {
        const deal = shop.deals.find((one) => one.id === dealId)!;
        const pricesMinor = [...shop.skus.values()].flatMap((sku) =>
          sku.productId === deal.productId ? sku.priceMinor : [],
        );
        const decision = decideAnnounce({ deal, others: shop.deals, roomLive: shop.roomLive, pricesMinor }, tx.now);
        if (!isRefusal(decision)) tx.write(() => shop.changeDeal(dealId, () => decision));
        return decision;
      }),
    );
    return isRefusal(times) ? times : { done: true };
  }

  /** Verify, look whether it was handled before, act, and only then say that it was. */
  *#hearWebhook({ body, header }: Extract<Asked, { act: 'webhook' }>): Work<Answer> {
    const { shop, events } = this.world;
    if (!isSigned(webhookSecret, Buffer.from(body), header, this.now)) return refuse('webhook_signature_wrong');
    const { eventId, paymentId, claims, heard } = JSON.parse(body) as SimEvent;
    const payment = shop.payments.get(paymentId);
    if (!payment) return refuse('payment_unknown');
    if (claims.orderId !== payment.orderId || claims.amountMinor !== payment.amountMinor)
      return refuse('payment_mismatch');
    if (shop.events.has(eventId)) {
      events.count('a webhook comes twice');
      return { done: true };
    }
    const before = shop.orders.get(payment.orderId)!.state;
    const settled = yield* this.settle(payment, heard);
    if (isRefusal(settled)) return settled;
    if (before === 'held' && 'order' in settled && settled.order.state === 'paid') events.count('paid by a webhook');
    shop.events.add(eventId);
    return { done: true };
  }

  /** Releases what is overdue, and asks the provider about payments that a crash or a lost answer left open. */
  *#sweep(): Work<void> {
    const { shop } = this.world;
    const now = this.now;
    const overdue = [...shop.orders.values()].filter(({ state, holdUntil }) => state === 'held' && holdUntil! <= now);
    if (overdue.length > 0) this.pass('sweep found');
    yield* this.all(overdue.map(({ id }) => this.submitStep({ kind: 'expire', orderId: id })));
    if (overdue.length > 0) this.pass('sweep released');
    const open = [...shop.payments.values()].filter((payment) => isLookedUp(payment) && payment.checkAt <= now);
    for (const payment of open) {
      const checks = payment.checks + 1;
      shop.putPayment({ ...payment, checks, checkAt: now + recheckAfterMs(payment.checks) });
    }
    yield* this.all(open.map((payment) => this.#check(payment, now)));
  }

  *#check(payment: PaymentRow, now: number): Work<void> {
    const { provider, shop, events } = this.world;
    if (payment.state === 'refunding') {
      const heard = yield* provider.refund(payment);
      if (heard) yield* this.settle(payment, heard);
      return;
    }
    const found = yield* provider.find(payment.id);
    if (payment.state === 'declined') {
      if (found?.state !== 'captured') return;
      events.count('a charge arrives after it was given up');
      yield* this.settle(payment, found);
      return;
    }
    if (found?.state === 'captured' || found?.state === 'declined') {
      const before = shop.orders.get(payment.orderId)!.state;
      const settled = yield* this.settle(payment, found);
      if (before === 'held' && 'order' in settled && settled.order.state === 'paid') events.count('paid by a sweep');
    } else if (found?.state === 'unknown' || (found && now - payment.startedAt > giveUpMs)) {
      yield* this.settle(payment, { state: 'declined', code: 'payment_unanswered' });
    }
  }
}

function isLookedUp({ state, code, checks }: PaymentRow): boolean {
  return (
    openStates.has(state) || (state === 'declined' && code === 'payment_unanswered' && checks < unansweredChecksMax)
  );
}

const openStates: ReadonlySet<string> = new Set(['started', 'calling_off', 'refunding']);
