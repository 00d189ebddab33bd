import type { ChargeAnswer, Fee, Heard, RefundAnswer, RefundFailure } from '../../features/payments/payment.ts';
import type { SandboxMethod } from '../../features/payments/protocol.ts';
import type { Found } from '../../features/payments/server/provider.ts';
import { answerFor, behaviours } from '../../features/payments/server/sandbox-cards.ts';
import { sign } from '../../features/payments/server/signature.ts';
import type { PaymentRow } from './memory-shop.ts';
import { start, type Work } from './sim-clock.ts';
import type { SimNeeds } from './sim-needs.ts';
import { type SimEvent, webhookSecret } from './sim-webhook.ts';

const untilTaken = Number.POSITIVE_INFINITY;

interface ChargeRow {
  readonly payment: PaymentRow;
  readonly fee: Fee | undefined;
  state: 'captured' | 'declined' | 'pending';
  refundedBy: string | null;
  readonly failedRefunds: Set<string>;
}

/** A provider that answers late, twice, never and out of order; what it has once decided it says again for ever. */
export class SimProvider {
  readonly charges = new Map<string, ChargeRow>();
  readonly #world: SimNeeds;

  constructor(world: SimNeeds) {
    this.#world = world;
  }

  /** Null: nobody answered in time. */
  *charge(payment: PaymentRow): Work<ChargeAnswer | null> {
    const { chance, clock, events } = this.#world;
    if (this.#world.fails(3)) {
      // It arrives when nobody waits for it any more.
      clock.schedule(() => this.charges.get(payment.id) ?? this.#record(payment), chance.between(8_000, 60_000));
      yield* clock.sleep(8_000);
      return null;
    }
    yield* clock.sleep(chance.between(1, 300));
    const row = this.charges.get(payment.id) ?? this.#record(payment);
    const { answers, webhook } = behaviours[cardOf(row)];
    if (webhook === 'before_answer') {
      events.count('a webhook before the answer');
      this.#send(row, { tries: 1, delayMsMax: 50 });
    }
    yield* clock.sleep(chance.between(1, this.#world.fails(10) ? 8_000 : 500));
    if (answers && row.state !== 'pending' && !this.#world.fails(8)) return this.#answer(row);
    events.count('no answer from the provider');
    // Whoever could not answer tells by webhook, again and again until it is taken.
    if (answers && row.state === 'captured') this.#send(row, { tries: untilTaken, delayMsMax: 25_000 });
    return null;
  }

  *find(paymentId: string): Work<Found | null> {
    const { chance, clock } = this.#world;
    yield* clock.sleep(chance.between(1, 300));
    if (this.#world.fails(10)) return null;
    const row = this.charges.get(paymentId);
    if (!row) return { state: 'unknown' };
    return row.state === 'pending' ? { state: 'pending' } : this.#answer(row);
  }

  *refund({ id, refundId }: PaymentRow): Work<RefundAnswer | RefundFailure | null> {
    const { chance, clock } = this.#world;
    yield* clock.sleep(chance.between(1, 400));
    const row = this.charges.get(id);
    if (row?.state !== 'captured') throw new Error(`The provider has no captured payment ${id}.`);
    if (row.refundedBy === null && !row.failedRefunds.has(refundId!)) {
      if (this.#world.fails(12)) row.failedRefunds.add(refundId!);
      else {
        row.refundedBy = refundId;
        if (this.#world.fails(6)) clock.schedule(() => this.#failLater(row, refundId!), chance.between(1_000, 20_000));
      }
    }
    yield* clock.sleep(chance.between(1, 400));
    if (this.#world.fails(10)) return null;
    if (row.failedRefunds.has(refundId!)) return { state: 'refund_failed', refundId: refundId! };
    return { state: 'refunded', reference: `sim_${row.refundedBy}` };
  }

  /** Somebody gives a payment back by hand, at the provider itself. */
  giveBack(paymentId: string): void {
    const row = this.charges.get(paymentId);
    if (row?.state !== 'captured' || row.refundedBy !== null || row.failedRefunds.size > 0) return;
    row.refundedBy = 'by hand';
    this.#send(row, { tries: untilTaken, delayMsMax: 5_000 }, { state: 'given_back', reference: `sim_${paymentId}` });
  }

  /** A webhook that the provider never sent: with another secret, an old one, or about other money. */
  forge(payment: PaymentRow, how: 'forged' | 'stale' | 'of another amount'): { body: string; header: string } {
    const claims = { orderId: payment.orderId, amountMinor: payment.amountMinor, currency: payment.currency };
    const heard = { state: 'captured', reference: `sim_${payment.id}` } as const;
    const other = how === 'of another amount' ? { ...claims, amountMinor: claims.amountMinor + 1 } : claims;
    const event: SimEvent = { eventId: `forged ${payment.id} ${how}`, paymentId: payment.id, claims: other, heard };
    const body = JSON.stringify(event);
    const at = this.#world.clock.now - (how === 'stale' ? 3_600_000 : 0);
    return { body, header: sign(how === 'forged' ? 'another secret' : webhookSecret, body, at) };
  }

  #record(payment: PaymentRow): ChargeRow {
    const { chance, clock } = this.#world;
    const { state, webhook } = behaviours[(payment.method as SandboxMethod).card];
    const fee = this.#world.fails(20)
      ? { minor: 1 + Math.floor(payment.amountMinor / 50), currency: payment.currency }
      : undefined;
    const row: ChargeRow = { payment, fee, state, refundedBy: null, failedRefunds: new Set() };
    this.charges.set(payment.id, row);
    if (webhook === 'twice') this.#send(row, { tries: 2, delayMsMax: 4_000, copies: 2 });
    if (webhook === 'late') this.#send(row, { tries: untilTaken, delayMsMax: 30_000 });
    // It says no, and takes the money after all: what counts is that the money moved.
    if (state === 'declined' && this.#world.fails(8)) {
      clock.schedule(
        () => {
          row.state = 'captured';
          this.#send(row, { tries: untilTaken, delayMsMax: 3_000 });
        },
        chance.between(1_000, 8_000),
      );
    }
    if (state === 'pending' && !this.#world.sequential && chance.percent(60)) {
      clock.schedule(
        () => {
          if (row.state !== 'pending') return;
          row.state = chance.percent(80) ? 'captured' : 'declined';
          this.#send(row, { tries: untilTaken, delayMsMax: 25_000 });
        },
        chance.between(1_000, 120_000),
      );
    }
    return row;
  }

  #failLater(row: ChargeRow, refundId: string): void {
    row.refundedBy = null;
    row.failedRefunds.add(refundId);
    this.#send(row, { tries: untilTaken, delayMsMax: 5_000 }, { state: 'refund_failed', refundId });
  }

  #answer({ payment, fee, state }: ChargeRow): ChargeAnswer {
    if (state === 'declined') return answerFor('decline', payment.id);
    return { state: 'captured', reference: `sim_${payment.id}`, fee };
  }

  #send(
    row: ChargeRow,
    how: { tries: number; delayMsMax: number; copies?: number },
    heard: Heard = this.#answer(row),
  ): void {
    if (this.#world.sequential) return;
    const { payment } = row;
    const claims = { orderId: payment.orderId, amountMinor: payment.amountMinor, currency: payment.currency };
    const about = heard.state === 'refund_failed' ? heard.refundId : heard.state;
    const event: SimEvent = { eventId: `${payment.id} ${about}`, paymentId: payment.id, claims, heard };
    for (let copy = 0; copy < (how.copies ?? 1); copy += 1) start(this.#deliver(event, how), () => {});
  }

  /** Again and again until the shop has taken it, or so many times. */
  *#deliver(event: SimEvent, { tries, delayMsMax }: { tries: number; delayMsMax: number }): Work<void> {
    const { chance, clock, events } = this.#world;
    const body = JSON.stringify(event);
    for (let count = 0; count < tries; count += 1) {
      yield* clock.sleep(chance.between(1, delayMsMax));
      if (this.#world.fails(20)) {
        events.count('a webhook is lost');
        continue;
      }
      const header = sign(webhookSecret, body, clock.now);
      const answer = yield* this.#world.ask({ act: 'webhook', body, header });
      if (answer && 'done' in answer) return;
    }
  }
}

function cardOf({ payment }: ChargeRow): SandboxMethod['card'] {
  return (payment.method as SandboxMethod).card;
}
