import type { Step } from '../../features/orders/course.ts';
import type { Purchase, PurchaseDecision } from '../../features/orders/purchase.ts';
import type { Heard } from '../../features/payments/payment.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { Answer } from './asked.ts';
import { type OrderRow, type PaymentRow, shopId } from './memory-shop.ts';
import { locksOfSale, sell } from './selling.ts';
import type { Work } from './sim-clock.ts';
import { SimMachine } from './sim-machine.ts';
import { SimQueue } from './sim-queue.ts';
import { locksOfWalk, walk } from './walking.ts';

export interface Taken {
  readonly order: OrderRow;
  readonly refunds: readonly PaymentRow[];
}

/** From "buy" to a paid order as the product's `buying.ts` goes: hold, charge, settle, and give back what came too late. */
export abstract class SimTill extends SimMachine {
  #purchases!: SimQueue<Purchase, PurchaseDecision>;
  #steps!: SimQueue<Step, Taken | Refusal>;

  override boot(): void {
    super.boot();
    const run = (work: Work<void>) => this.run(work, () => {});
    const { clock, batchMax } = this.world;
    this.#purchases = new SimQueue({ clock, run, batchMax, commit: (batch) => this.#commitPurchases(batch) });
    this.#steps = new SimQueue({ clock, run, batchMax, commit: (batch) => this.#commitSteps(batch) });
  }

  protected *place(purchase: Purchase): Work<Answer> {
    const key = purchase.roomId ?? purchase.lines.map(({ skuId }) => skuId).sort()[0]!;
    const decision = yield* this.#purchases.submit(key, purchase);
    if (isRefusal(decision)) return decision;
    if ('placed' in decision) return yield* this.#pay(purchase.id);
    this.world.events.count('a repeat finds its order');
    return yield* this.resume(decision.known, decision.known);
  }

  /** An order and a payment that exist: the provider is asked again only when nobody knows what became of the payment. */
  protected *resume(orderId: string, paymentId: string): Work<Answer> {
    const { orders, payments } = this.world.shop;
    const order = orders.get(orderId);
    if (!order) return refuse('order_unknown');
    if (payments.get(paymentId)?.state !== 'started' || order.state !== 'held') return { order };
    return yield* this.#pay(paymentId);
  }

  *#pay(paymentId: string): Work<Answer> {
    const { provider, shop, events } = this.world;
    const payment = shop.payments.get(paymentId)!;
    this.pass('charge asking');
    const heard = yield* provider.charge(payment);
    this.pass('charge asked');
    if (!heard) return { order: shop.orders.get(payment.orderId)! };
    if (heard.state === 'captured') events.count('paid at once');
    return yield* this.settle(payment, heard);
  }

  protected *settle(payment: PaymentRow, heard: Heard): Work<Answer> {
    const taken = yield* this.submitStep(stepOf(payment, heard, this.world.newId()));
    return isRefusal(taken) ? taken : yield* this.refundAll(taken);
  }

  protected submitStep(step: Step): Work<Taken | Refusal> {
    return this.#steps.submit(shopId, step);
  }

  protected *refundAll({ order, refunds }: Taken): Work<Answer> {
    let answer: Answer = { order };
    for (const payment of refunds) {
      this.pass('refund asking');
      const heard = yield* this.world.provider.refund(payment);
      this.pass('refund asked');
      if (heard) answer = yield* this.settle(payment, heard);
    }
    return answer;
  }

  *#commitPurchases(batch: readonly Purchase[]): Work<readonly PurchaseDecision[]> {
    const { shop, events } = this.world;
    if (batch.length > 1) events.count('a batch of several purchases');
    if (new Set(batch.map(({ id }) => id)).size < batch.length) events.count('a repeat meets itself in a batch');
    this.pass('place gathered');
    return yield* this.transact('place', locksOfSale(shop, batch), (tx) => sell(shop, tx, batch, events));
  }

  *#commitSteps(steps: readonly Step[]): Work<readonly (Taken | Refusal)[]> {
    const { shop, events } = this.world;
    const keys = locksOfWalk(
      shop,
      steps.map(({ orderId }) => orderId),
    );
    const walked = yield* this.transact('settle', keys, (tx) => walk(shop, tx, steps, events));
    const refunds = Map.groupBy(walked.refunds, ({ orderId }) => orderId);
    return walked.answers.map((order) => {
      if (isRefusal(order)) return order;
      const ofOrder = refunds.get(order.id) ?? [];
      refunds.delete(order.id);
      return { order, refunds: ofOrder };
    });
  }
}

function stepOf({ id: paymentId, orderId }: PaymentRow, heard: Heard, newId: string): Step {
  const of = { orderId, paymentId };
  switch (heard.state) {
    case 'captured':
      return { kind: 'captured', ...of, reference: heard.reference, refundId: newId, fee: heard.fee };
    case 'declined':
      return { kind: 'declined', ...of, code: heard.code };
    case 'refunded':
      return { kind: 'refunded', ...of, refundId: heard.refundId };
    case 'attempt_failed':
      return { kind: 'attempt_failed', ...of, code: heard.code };
    case 'refund_failed':
      return { kind: 'refund_failed', ...of, refundId: heard.refundId, code: heard.code };
    case 'given_back':
    case 'part_given_back': {
      const { state: kind, reference, byHand = [] } = heard;
      return { kind, ...of, reference, refundId: newId, byHand };
    }
  }
}
