import { type Batcher, createBatcher } from '../../../platform/beat/batcher.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer } from '../payment.ts';
import { type Charge, type PaymentProvider, PaymentUnanswered } from './provider.ts';
import { answerFor, behaviours } from './sandbox-cards.ts';
import { readEvent, writeEvent } from './sandbox-event.ts';
import * as store from './sandbox-store.ts';
import { isSigned, sign, signatureHeader } from './signature.ts';

export const chargeTimeoutMs = 5_000;
export const lateMs = 4_000;
export const deliverTimeoutMs = 5_000;
const sendLimits = { sendsMax: 50, resendMs: 3_000, rowsMax: 100 };

export interface SandboxNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  /** Signs webhooks; never logged. */
  readonly secret: string;
  /** Posts a webhook to our own server by HTTP and gives the status of its answer. */
  readonly deliver: (body: string, headers: Record<string, string>) => Promise<number>;
  readonly chargeTimeoutMs?: number;
  readonly lateMs?: number;
}

/** A provider that does on purpose what real ones do by accident. It remembers its charges across restarts, as they do. */
export function createSandboxProvider(needs: SandboxNeeds): PaymentProvider {
  const { sql, secret } = needs;
  const charges = createBatcher<Charge, store.SandboxCharge>({
    keyOf: () => 'charges',
    commit: (_key, batch) => record(needs, batch),
  });
  return {
    name: 'sandbox',
    charge: (asked) => charge(needs, charges, asked),
    async find({ paymentId }) {
      const row = await store.findCharge(sql, paymentId);
      if (!row) return { state: 'unknown' };
      return row.state === 'pending' ? { state: 'pending' } : answerFor(row.card, paymentId);
    },
    async refund(asked) {
      const { paymentId, refundId } = asked;
      const first = await store.refundCharge(sql, asked);
      if (first === null) throw new Error(`The sandbox has no captured payment ${paymentId}.`);
      if (first === 'failed') return { state: 'refund_failed', refundId, code: 'refund_card_closed' };
      return { state: 'refunded', reference: `sandbox_${first.refundId}` };
    },
    async readWebhook(rawBody, headers, now) {
      if (!isSigned(secret, rawBody, headers[signatureHeader], now)) return refuse('webhook_signature_wrong');
      return readEvent(rawBody);
    },
    sweep: (now) => sendDue(needs, now),
  };
}

/** Posts to the server's own address, as a provider would from outside. */
export function deliverTo(url: string): SandboxNeeds['deliver'] {
  return async (body, headers) => {
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(deliverTimeoutMs) });
    await answer.arrayBuffer();
    return answer.status;
  };
}

async function charge(
  needs: SandboxNeeds,
  charges: Batcher<Charge, store.SandboxCharge>,
  asked: Charge,
): Promise<ChargeAnswer> {
  const row = await charges.submit(asked);
  if (isRefusal(row)) throw new PaymentUnanswered(asked.paymentId);
  const behaviour = behaviours[row.card];
  if (behaviour.webhook === 'before_answer') await send(needs, row);
  if (behaviour.answers) return answerFor(row.card, row.paymentId);
  await new Promise((resolve) => setTimeout(resolve, needs.chargeTimeoutMs ?? chargeTimeoutMs).unref());
  throw new PaymentUnanswered(asked.paymentId);
}

async function record(needs: SandboxNeeds, batch: readonly Charge[]): Promise<store.SandboxCharge[]> {
  const now = needs.now();
  const unique = [...new Map(batch.map((one) => [one.paymentId, one])).values()];
  const rows = unique.map((one) => ({ ...one, ...sendsOf(needs, one, now) }));
  const byId = await store.record(needs.sql, rows, now);
  return batch.map((one) => byId.get(one.paymentId)!);
}

function sendsOf(needs: SandboxNeeds, asked: Charge, now: number): { sendsLeft: number; sendAt: number } {
  const { webhook } = behaviours[store.cardOf(asked)];
  if (webhook === 'twice') return { sendsLeft: 2, sendAt: now };
  if (webhook === 'late') return { sendsLeft: 1, sendAt: now + (needs.lateMs ?? lateMs) };
  return { sendsLeft: 0, sendAt: now };
}

async function sendDue(needs: SandboxNeeds, now: number): Promise<void> {
  const due = await store.claimSends(needs.sql, now, sendLimits);
  await Promise.all(due.map((row) => sendCopies(needs, row)));
}

async function sendCopies(needs: SandboxNeeds, row: store.SandboxCharge): Promise<void> {
  const copies = behaviours[row.card].webhook === 'twice' ? 2 : 1;
  const accepted = await Promise.all(Array.from({ length: copies }, () => send(needs, row)));
  if (accepted.every(Boolean)) await store.markSent(needs.sql, row.paymentId);
}

/** A repeat has the same event id, as with real providers. */
async function send(needs: SandboxNeeds, { paymentId, card }: store.SandboxCharge): Promise<boolean> {
  const body = writeEvent({ eventId: `event_${paymentId}`, paymentId, answer: answerFor(card, paymentId) });
  const headers = {
    'content-type': 'application/json',
    [signatureHeader]: sign(needs.secret, body, needs.now()),
  };
  try {
    return (await needs.deliver(body, headers)) < 300;
  } catch {
    // Nobody took it: the next sweep sends it again.
    return false;
  }
}
