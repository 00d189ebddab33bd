import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import type { sandboxCards } from '../protocol.ts';
import { type PaymentProvider, PaymentUnanswered } from './provider.ts';
import { writeEvent } from './sandbox-event.ts';
import { sign, signatureHeader, signatureToleranceMs } from './signature.ts';

/** What every provider behind the port must do, the real one and its twin alike. `secret` signs its webhooks. */
export function testProvider(name: string, secret: string, make: () => PaymentProvider): void {
  const charge = (card: (typeof sandboxCards)[number], paymentId = randomUUID()) => ({
    paymentId,
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
      expect(await make().find(asked.paymentId)).toEqual(first);
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
    expect(await make().find(never.paymentId)).toEqual({ state: 'pending' });
    expect(await make().find(late.paymentId)).toMatchObject({ state: 'captured' });
    expect(await make().find(randomUUID())).toEqual({ state: 'unknown' });
  });

  test(`[P3] ${name}: a refund asked for twice is made once`, async () => {
    const asked = charge('ok');
    await make().charge(asked);
    const refundId = randomUUID();
    const first = await make().refund({ ...asked, refundId });
    expect(first).toEqual({ state: 'refunded', reference: expect.stringContaining(refundId) });
    expect(await make().refund({ ...asked, refundId: randomUUID() })).toEqual(first);
  });

  testWebhooks(name, secret, make);
}

function testWebhooks(name: string, secret: string, make: () => PaymentProvider): void {
  test(`[P6] ${name}: a webhook needs a signature over its bytes, and a time near ours`, () => {
    const now = 1_000_000_000;
    const event = { eventId: 'e', paymentId: randomUUID(), answer: { state: 'declined' as const, code: 'c' } };
    const body = writeEvent(event);
    const read = (header: string, text = body) => {
      const heard = make().readWebhook(text, { [signatureHeader]: header }, now);
      return isRefusal(heard) ? heard.refused : heard;
    };
    expect(read(sign(secret, body, now))).toEqual(event);
    expect(read(sign(secret, body, now - signatureToleranceMs))).toEqual(event);
    const wrong = [
      read(sign(secret, body, now - signatureToleranceMs - 1)),
      read(sign(secret, body, now + signatureToleranceMs + 1)),
      read(sign('another', body, now)),
      read(sign(secret, body, now), body.replace('declined', 'captured')),
      read(sign(secret, body, now).replace(/t=\d+/, `t=${now + 1}`)),
      read(''),
      read('t=1,v1=zz'),
    ];
    expect(wrong).toEqual(wrong.map(() => 'webhook_signature_wrong'));
    for (const text of ['{', '[]', '{"eventId":"e"}']) expect(read(sign(secret, text, now), text)).toBe('bad_request');
  });
}
