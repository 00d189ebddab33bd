import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import type { Charge, Known, PaymentProvider } from './provider.ts';
import { signatureToleranceMs } from './signature.ts';

/** How a test brings a provider to where it wants it. */
export interface Driven {
  make(): PaymentProvider;
  readonly method: Charge['method'];
  /** A charge that was asked for and has come to this end, or to none yet. */
  bring(to: 'captured' | 'declined' | 'open', charge: Charge): Promise<Known>;
  /** A signed webhook that tells of a captured charge. */
  webhook(charge: Charge): { readonly body: string; headersAt(at: number, secret?: string): IncomingHttpHeaders };
}

/** What every provider behind the port must do, real ones and twins alike. */
export function testProvider(name: string, driven: Driven): void {
  const { make, bring } = driven;
  const charge = (paymentId = randomUUID()): Charge => ({
    ...{ paymentId, orderId: randomUUID(), amountMinor: 1_290, currency: 'EUR', method: driven.method },
  });

  test(`[P3] ${name}: a captured charge is told the same each time, also after it is asked for again`, async () => {
    const asked = charge();
    const known = await bring('captured', asked);
    const first = await make().find(known);
    expect(first).toMatchObject({ state: 'captured', reference: expect.any(String) });
    await make().charge(asked);
    expect(await make().find(known)).toEqual(first);
  });

  test(`[P5] ${name}: an open charge is pending, and one that was never asked for is unknown`, async () => {
    expect(await make().find(await bring('open', charge()))).toMatchObject({ state: 'pending' });
    expect(await make().find({ paymentId: randomUUID(), reference: null })).toEqual({ state: 'unknown' });
  });

  testRefunds(name, driven, charge);

  test(`[P6] ${name}: a webhook needs a signature over its bytes, and a time near ours`, async () => {
    const now = Date.now() - (Date.now() % 1_000);
    const asked = charge();
    const { body, headersAt } = driven.webhook(asked);
    const read = async (headers: IncomingHttpHeaders, text = body) => {
      const heard = await make().readWebhook(Buffer.from(text), headers, now);
      return isRefusal(heard) ? heard.refused : heard;
    };
    const heard = { kind: 'payment', paymentId: asked.paymentId, heard: { state: 'captured' } };
    expect(await read(headersAt(now))).toMatchObject(heard);
    expect(await read(headersAt(now - signatureToleranceMs))).toMatchObject(heard);
    const wrong = [
      await read(headersAt(now - signatureToleranceMs - 1_000)),
      await read(headersAt(now, 'another secret')),
      await read(headersAt(now), body.replace('1', '2')),
      await read({}),
      await read(Object.fromEntries(Object.keys(headersAt(now)).map((header) => [header, 't=1,v1=zz']))),
    ];
    expect(wrong).toEqual(wrong.map(() => 'webhook_signature_wrong'));
  });
}

function testRefunds(name: string, { make, bring }: Driven, charge: () => Charge): void {
  test(`[P3] ${name}: a refund asked for twice is made once`, async () => {
    const asked = charge();
    const known = await bring('captured', asked);
    const refund = { ...asked, ...known, refundId: randomUUID() };
    const first = await make().refund(refund);
    expect(first).toMatchObject({ state: 'refunded', reference: expect.any(String) });
    expect(await make().refund(refund)).toEqual(first);
  });

  test(`[P16] ${name}: parts go back one by one, each once, and never more than was charged`, async () => {
    const asked = charge();
    const known = await bring('captured', asked);
    const part = (amountMinor: number) => ({ ...asked, ...known, refundId: randomUUID(), amountMinor });
    const [first, second] = [part(290), part(600)];
    const made = await make().refund(first);
    expect(made).toMatchObject({ state: 'refunded' });
    expect(await make().refund(first)).toEqual(made);
    expect(await make().refund(second)).toMatchObject({ state: 'refunded' });
    const beyond = await make()
      .refund(part(401))
      .catch(() => ({ state: 'thrown' }));
    expect(['thrown', 'refund_failed']).toContain(beyond.state);
    expect(await make().refund(part(400))).toMatchObject({ state: 'refunded' });
  });

  test(`[P3] ${name}: what was declined has nothing to give back`, async () => {
    const asked = charge();
    const known = await bring('declined', asked);
    await expect(make().refund({ ...asked, ...known, refundId: randomUUID() })).rejects.toThrow('no captured payment');
  });
}
