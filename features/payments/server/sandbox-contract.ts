import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { sandboxCards } from '../protocol.ts';
import { type PaymentProvider, PaymentUnanswered } from './provider.ts';
import { sign, signatureHeader } from './signature.ts';

/** What the sandbox's cards do, in the one with a book of its own and in its twin. `secret` signs webhooks. */
export function testSandbox(name: string, secret: string, make: () => PaymentProvider): void {
  const charge = (card: (typeof sandboxCards)[number], paymentId = randomUUID()) => ({
    ...{ paymentId, orderId: paymentId, reference: null },
    amountMinor: 1_290,
    currency: 'EUR',
    method: { provider: 'sandbox' as const, card },
  });

  test.each(['ok', 'twice', 'webhook_first'] as const)(
    `[P3] ${name}: %s is captured, each time the same`,
    async (card) => {
      const asked = charge(card);
      const first = await make().charge(asked);
      expect(first).toEqual({ state: 'captured', reference: expect.stringContaining(asked.paymentId) });
      expect(await make().charge(asked)).toEqual(first);
      expect(await make().find(asked)).toEqual(first);
    },
  );

  test(`[P3] ${name}: a payment that was declined stays so, whatever card a repeat names`, async () => {
    const asked = charge('decline');
    const declined = { state: 'declined', code: 'payment_declined' };
    expect(await make().charge(asked)).toEqual(declined);
    expect(await make().charge(charge('ok', asked.paymentId))).toEqual(declined);
    await expect(make().refund({ ...asked, refundId: randomUUID() })).rejects.toThrow('no captured payment');
  });

  test(`[P5] ${name}: a time-out says nothing about the money`, async () => {
    const [never, late] = [charge('timeout'), charge('late')];
    await expect(make().charge(never)).rejects.toThrow(PaymentUnanswered);
    await expect(make().charge(late)).rejects.toThrow(PaymentUnanswered);
    expect(await make().find(never)).toEqual({ state: 'pending' });
    expect(await make().find(late)).toMatchObject({ state: 'captured' });
  });

  test(`[P3] ${name}: a refund has the id of its first asking, whatever a repeat names`, async () => {
    const asked = charge('ok');
    await make().charge(asked);
    const first = await make().refund({ ...asked, refundId: randomUUID() });
    expect(await make().refund({ ...asked, refundId: randomUUID() })).toEqual(first);
  });

  test(`[P12] ${name}: the card whose refund fails does not take the first that is tried, and the next`, async () => {
    const asked = charge('refund_fails');
    await make().charge(asked);
    const first = { ...asked, refundId: randomUUID(), amountMinor: 300 };
    for (let times = 0; times < 2; times += 1) {
      expect(await make().refund(first)).toMatchObject({ state: 'refund_failed', code: 'refund_card_closed' });
    }
    expect(await make().refund({ ...first, refundId: randomUUID() })).toMatchObject({ state: 'refunded' });
  });

  test(`[P6] ${name}: what is signed and makes no sense is refused`, async () => {
    for (const text of ['{', '[]', '{"eventId":"e"}']) {
      const headers = { [signatureHeader]: sign(secret, text, 1_000) };
      expect(await make().readWebhook(Buffer.from(text), headers, 1_000)).toMatchObject({ refused: 'bad_request' });
    }
  });
}
