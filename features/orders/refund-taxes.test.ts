import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { type PaidOrder, type PartWanted, partOf } from './part-refund.ts';
import type { OrderRefund } from './protocol.ts';
import { refundTaxes } from './refund-taxes.ts';
import { taxLines } from './tax-lines.ts';

/** Two books at 7 %, a lamp at 19 %, brought for 4.90. */
const charged = {
  lines: [
    { skuId: 'book', quantity: 2, priceMinor: 1_070, taxRateBp: 700 },
    { skuId: 'lamp', quantity: 1, priceMinor: 2_380, taxRateBp: 1_900 },
  ],
  ...{ discountMinor: 0, deliveryMinor: 490, taxIncluded: true },
};
const order: PaidOrder = { ...charged, taxes: taxLines(charged, true) };
const refund = (id: string, more: Partial<OrderRefund>): OrderRefund => ({
  ...{ id, amountMinor: 0, taxMinor: 0, lines: [], delivery: false, state: 'made', askedAt: 5 },
  ...{ byHand: false, problem: null, againOf: null, ...more },
});
/** A part as it is asked for, with the amounts that it comes to. */
function part(id: string, wanted: PartWanted, before: readonly PartWanted[] = []): OrderRefund {
  const cost = partOf(order, before, wanted);
  if (isRefusal(cost)) throw new Error(cost.refused);
  const { paidMinor: amountMinor, taxMinor } = cost;
  return refund(id, { ...wanted, lines: [...wanted.lines], amountMinor, taxMinor });
}
const book = { lines: [{ skuId: 'book', units: 1 }], delivery: false };
const lamp = { lines: [{ skuId: 'lamp', units: 1 }], delivery: true };

test('[O94] a refund of the whole has the taxes of the order', () => {
  const all = order.taxes.map(({ rateBp, taxMinor }) => ({ rateBp, taxMinor }));
  expect(all.map(({ rateBp }) => rateBp)).toEqual([1_900, 700]);
  expect(refundTaxes({ ...order, refunds: [] }, null)).toEqual(all);
  const failed = { ...part('one', book), state: 'failed' as const };
  expect(refundTaxes({ ...order, refunds: [failed] }, null)).toEqual(all);
});

test('[O94] a part has the rates of its goods and of the delivery with them; the rest what is left at each', () => {
  const refunds = [part('one', book), part('two', lamp, [book])];
  expect(refundTaxes({ ...order, refunds }, 'one')).toEqual([{ rateBp: 700, taxMinor: 70 }]);
  const second = refundTaxes({ ...order, refunds }, 'two');
  expect(second.map(({ rateBp }) => rateBp).sort()).toEqual([1_900, 700]);
  expect(second.reduce((sum, { taxMinor }) => sum + taxMinor, 0)).toBe(refunds[1]!.taxMinor);
  expect(refundTaxes({ ...order, refunds }, null)).toEqual([{ rateBp: 700, taxMinor: 70 }]);
});

test('[O94] what was given back by hand has the rates of what was left, in its proportion', () => {
  const byHand = refund('hand', { byHand: true, amountMinor: 1_000, taxMinor: 100 });
  const taxes = refundTaxes({ ...order, refunds: [byHand] }, 'hand');
  expect(taxes).toHaveLength(2);
  expect(taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0)).toBe(100);
});

test('[O94] whatever went back in whatever order, with or without hands: at each rate parts and rest are the tax of the order', () => {
  const steps = fc.array(fc.constantFrom('book', 'lamp', 'delivery', 'hand'), { maxLength: 6 });
  fc.assert(
    fc.property(steps, fc.nat(150), (names, handTax) => {
      const refunds: OrderRefund[] = [];
      for (const [at, name] of names.entries()) {
        const taken = refunds.reduce((sum, { taxMinor }) => sum + taxMinor, 0);
        const rest = order.taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0) - taken;
        if (name === 'hand') {
          const taxMinor = Math.min(rest, handTax);
          refunds.push(refund(`${at}`, { byHand: true, amountMinor: taxMinor * 7, taxMinor }));
          continue;
        }
        const wanted = { lines: name === 'delivery' ? [] : [{ skuId: name, units: 1 }], delivery: name === 'delivery' };
        const cost = partOf(order, refunds, wanted);
        if (isRefusal(cost)) continue;
        // What is left bounds it, as the course of an order does.
        const taxMinor = Math.min(rest, cost.taxMinor);
        refunds.push(refund(`${at}`, { ...wanted, amountMinor: cost.paidMinor, taxMinor }));
      }
      const sums = new Map<number, number>();
      for (const id of [...refunds.map((one) => one.id), null]) {
        const taxes = refundTaxes({ ...order, refunds }, id);
        const { taxMinor } = refunds.find((one) => one.id === id) ?? { taxMinor: null };
        if (taxMinor !== null) expect(taxes.reduce((sum, one) => sum + one.taxMinor, 0)).toBe(taxMinor);
        for (const one of taxes) sums.set(one.rateBp, (sums.get(one.rateBp) ?? 0) + one.taxMinor);
      }
      for (const { rateBp, taxMinor } of order.taxes) expect(sums.get(rateBp) ?? 0).toBe(taxMinor);
    }),
  );
});
