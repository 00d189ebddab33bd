import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { decideCourse, type Step } from './course.ts';
import type { OrderNow, PaymentNow } from './course-draft.ts';
import type { PartNow } from './part-now.ts';
import { type PaidOrder, type PartWanted, paidShares, partOf } from './part-refund.ts';
import type { TaxLine } from './protocol.ts';
import { sumTaxes, taxLines } from './tax-lines.ts';

const orders = fc
  .record({
    lines: fc.array(
      fc.record({
        ...{ quantity: fc.integer({ min: 1, max: 9 }), priceMinor: fc.oneof(fc.nat(9), fc.nat(9_999)) },
        taxRateBp: fc.constantFrom(0, 550, 700, 1_900, 10_000),
      }),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
    off: fc.nat(100),
    deliveryMinor: fc.nat(900),
    taxIncluded: fc.boolean(),
  })
  .map(({ lines, off, deliveryMinor, taxIncluded }): PaidOrder & { totalMinor: number } => {
    const goods = lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0);
    const charged = { lines, discountMinor: Math.floor((goods * off) / 100), deliveryMinor };
    const taxes = taxLines(charged, taxIncluded);
    const totalMinor = taxes.reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0);
    const named = lines.map((line, index) => ({ ...line, skuId: `sku ${index}` }));
    return { ...charged, lines: named, taxes, taxIncluded, totalMinor };
  });
/** By rate, without those that nothing was paid at. */
const byRate = (taxes: readonly TaxLine[]) =>
  sumTaxes(taxes)
    .filter(({ netMinor, taxMinor }) => netMinor + taxMinor > 0)
    .sort((one, other) => other.rateBp - one.rateBp);

test('[O43] [O74] the shares of lines and delivery are the total, and at each rate their taxes the tax', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const shares = [...paidShares(order).lines.values(), paidShares(order).delivery];
      expect(shares.reduce((sum, { paidMinor }) => sum + paidMinor, 0)).toBe(order.totalMinor);
      expect(byRate(shares.flatMap(({ taxes }) => taxes))).toEqual(order.taxes);
      for (const { paidMinor, taxMinor } of shares) expect(paidMinor).toBeGreaterThanOrEqual(taxMinor);
    }),
  );
});

test('[O43] [O74] parts of an order, however they are cut, come to what was paid at each rate, and never to more', () => {
  fc.assert(
    fc.property(orders, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), (order, sizes) => {
      const before: PartWanted[] = [];
      let paid = 0;
      const back: TaxLine[] = [];
      const giveBack = (part: PartWanted) => {
        const share = partOf(order, before, part);
        before.push(part);
        // Nothing was paid for it: there is nothing to give back.
        if (isRefusal(share)) return expect(share.refused).toBe('refund_of_nothing');
        expect(share.paidMinor).toBeGreaterThanOrEqual(share.taxMinor);
        paid += share.paidMinor;
        expect(share.taxes.every(({ netMinor, taxMinor }) => netMinor >= 0 && taxMinor >= 0)).toBe(true);
        back.push(...share.taxes);
      };
      for (const { skuId, quantity } of order.lines) {
        for (let left = quantity; left > 0; ) {
          const units = Math.min(left, sizes.next().value!);
          left -= units;
          giveBack({ lines: [{ skuId, units }], delivery: false });
        }
      }
      giveBack({ lines: [], delivery: true });
      expect(paid).toBe(order.totalMinor);
      expect(byRate(back)).toEqual(order.taxes);
      const [one] = order.lines;
      expect(partOf(order, before, { lines: [{ skuId: one!.skuId, units: 1 }], delivery: false })).toMatchObject({
        ...{ refused: 'refund_beyond_order', details: { left: 0 } },
      });
      expect(partOf(order, before, { lines: [], delivery: true })).toMatchObject({ refused: 'refund_beyond_order' });
    }),
  );
});

const order: OrderNow = {
  ...{ id: '1', shopId: 'shop', roomId: 'room', accountId: 'vera', state: 'paid', currency: 'EUR', totalMinor: 500 },
  ...{ discountMinor: 0, delivery: null, taxes: [{ rateBp: 1_900, netMinor: 420, taxMinor: 80 }] },
  ...{ deliveryMinor: 100, taxMinor: 80, taxIncluded: true, holdUntil: null, paidAt: 5 },
  paymentProblem: null,
  lines: [
    { skuId: 'a', productId: 'p', quantity: 2, priceMinor: 150, taxRateBp: 1_900 },
    { skuId: 'b', productId: 'p', quantity: 1, priceMinor: 100, taxRateBp: 1_900 },
  ],
};
const payment: PaymentNow = {
  ...{ id: 'p', orderId: '1', state: 'captured', amountMinor: 500, currency: 'EUR', reference: 'r', code: null },
  ...{ refundId: null, refundOf: null, fee: null },
};
const askFor = (refundId: string, lines: PartNow['lines'], delivery = false): Step => ({
  ...{ kind: 'ask_part', orderId: '1', refundId, lines, delivery, restock: true, reason: '', byId: 'mara' },
});
const made = (refundId: string): Step => ({ kind: 'refunded', orderId: '1', paymentId: 'p', refundId });
const walk = (steps: Step[], parts: PartNow[] = []) =>
  decideCourse({ orders: [order], payments: [payment], parts }, steps, 9);

test('[O42] parts leave an order paid until the last of it goes back; then it is refunded, and only the rest is put back', () => {
  const course = walk([
    ...[askFor('r1', [{ skuId: 'a', units: 1 }]), made('r1'), made('r1')],
    ...[askFor('r2', [{ skuId: 'b', units: 1 }], true), made('r2')],
  ]);
  expect(course.orders).toMatchObject([{ state: 'paid', refundedMinor: 350 }]);
  expect(course.payments).toMatchObject([{ state: 'captured', refundedMinor: 350 }]);
  expect(course.entries.map(({ id, lines }) => [id, lines.at(-1)!.amountMinor])).toEqual([
    ['r1', -150],
    ['r2', -200],
  ]);
  expect(course.told.map(({ fact }) => [fact.kind, fact.body.amountMinor]).slice(0, 1)).toEqual([
    ['order.part_refunded', -150],
  ]);
  const all = walk([
    ...[askFor('r1', [{ skuId: 'a', units: 2 }], true), made('r1')],
    ...[askFor('r2', [{ skuId: 'b', units: 1 }]), made('r2')],
  ]);
  expect(all.orders).toMatchObject([{ state: 'refunded' }]);
  expect(all.payments).toMatchObject([{ state: 'refunded', refundId: 'r2' }]);
  expect(all.putBack).toMatchObject([{ lines: [] }]);
  const taxes = all.entries.map(({ lines }) => lines.find(({ account }) => account === 'tax_payable')!.amountMinor);
  expect(taxes.reduce((sum, tax) => sum + tax, 0)).toBe(80);
});

test('[O44] one refund of an order at a time, and the whole gives back what parts left', () => {
  const refused = (steps: Step[]) => walk(steps).answers.map((answer) => (isRefusal(answer) ? answer.refused : 'ok'));
  const whole: Step = { kind: 'ask_refund', orderId: '1', refundId: 'w' };
  const part = askFor('r1', [{ skuId: 'a', units: 1 }]);
  expect(refused([part, askFor('r2', [{ skuId: 'b', units: 1 }])])).toEqual(['ok', 'refund_under_way']);
  expect(refused([part, whole])).toEqual(['ok', 'refund_under_way']);
  expect(refused([whole, part])).toEqual(['ok', 'refund_under_way']);
  const course = walk([part, made('r1'), whole, made('w')]);
  expect(course.entries.map(({ id, lines }) => [id, lines.at(-1)!.amountMinor])).toEqual([
    ['r1', -150],
    ['w', -350],
  ]);
  expect(course.putBack[0]!.lines.map(({ skuId, quantity }) => [skuId, quantity])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  expect(course.told.at(-1)!.fact).toMatchObject({ kind: 'order.refunded', body: { amountMinor: 350 } });
});

test('[O36] [O44] all of it given back by hand takes a part that is under way along; one that failed leaves it to be asked anew', () => {
  const part = askFor('r1', [{ skuId: 'a', units: 1 }]);
  const back: Step = { kind: 'given_back', orderId: '1', paymentId: 'p', reference: 'r', refundId: 'w' };
  const course = walk([part, back, made('r1')]);
  expect(course.entries.map(({ id, lines }) => [id, lines.at(-1)!.amountMinor])).toEqual([
    ['r1', -150],
    ['w', -350],
  ]);
  expect(course.orders).toMatchObject([{ state: 'refunded' }]);
  const failed: Step = { kind: 'refund_failed', orderId: '1', paymentId: 'p', refundId: 'r1' };
  const late = walk([part, made('r1'), failed, askFor('r2', [{ skuId: 'a', units: 2 }])]);
  expect(late.orders).toMatchObject([{ state: 'paid', refundedMinor: 0, paymentProblem: 'refund_failed' }]);
  expect(late.parts.map(({ id, state, amountMinor }) => [id, state, amountMinor])).toEqual([
    ['r1', 'failed', 150],
    ['r2', 'asked', 300],
  ]);
});
