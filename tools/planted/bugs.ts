/** A bug that somebody might make, as a small replacement, and the test that must fail for it. */
export interface PlantedBug {
  readonly what: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  readonly test: TestFile;
}

export interface TestFile {
  readonly project: 'pure' | 'pg';
  readonly file: string;
}

const pure = (file: string): TestFile => ({ project: 'pure', file });
const pg = (file: string): TestFile => ({ project: 'pg', file });
const simulation = pure('tools/simulate/simulate.test.ts');
const purchase = 'features/orders/purchase.ts';
const course = 'features/orders/course.ts';
const coupons = 'features/coupons/coupons.ts';

/** Of the pure decisions. */
const decisions: readonly PlantedBug[] = [
  {
    what: 'orders of one batch do not count the units that those before them took',
    ...{ file: purchase, test: simulation },
    from: '    for (const line of decision.lines) left.set(line.skuId, left.get(line.skuId)! - takesOf(line, decision.turns));\n',
    to: '',
  },
  {
    what: 'an id is answered whoever asks, with whatever body',
    ...{ file: purchase, test: simulation },
    from: "return same ? { known: purchase.id } : refuse('id_reused');",
    to: 'return { known: purchase.id };',
  },
  {
    what: 'a repeat in the same batch is another order',
    ...{ file: purchase, test: simulation },
    from: '    known.set(purchase.id, purchase);\n',
    to: '',
  },
  {
    what: 'more is sold than is left, when something is left',
    ...{ file: purchase, test: simulation },
    from: "    if (units < quantity) return refuse('not_enough_left', { left: units });\n",
    to: '',
  },
  {
    what: 'another total is charged than was confirmed',
    ...{ file: purchase, test: simulation },
    from: 'if ((expectedMinor ?? totalMinor) === totalMinor) return totals;',
    to: 'if (totalMinor >= 0) return totals;',
  },
  {
    what: 'orders of one batch do not count what those before them took of a deal',
    ...{ file: purchase, test: pure('features/orders/purchase-deals.test.ts') },
    from: '    deals.take(purchase, decision.takings);\n',
    to: '',
  },
  {
    what: 'one coupon is used by two orders of a batch',
    ...{ file: purchase, test: pg('features/coupons/server/coupons.pg.test.ts') },
    from: '    coupons.take(purchase.accountId, decision.used);\n',
    to: '',
  },
  {
    what: 'orders of one batch do not count towards the limit for a buyer',
    ...{ file: purchase, test: pure('features/orders/purchase-limit.test.ts') },
    from: '    addBought(bought, purchase.accountId, decision.lines);\n',
    to: '',
  },
  {
    what: "a deal is sold beyond its units and a buyer's share",
    ...{ file: 'features/orders/batch-deals.ts', test: simulation },
    from: 'return withheld(deal, { taken: this.#taken.get(deal.id)!, ofBuyer, wanted: units }) ?? deal;',
    to: 'return ofBuyer < 0 ? null : deal;',
  },
  {
    what: 'the live price outside of the show',
    ...{ file: 'features/orders/line-price.ts', test: simulation },
    from: 'if (roomLive && livePriceMinor !== null',
    to: 'if (livePriceMinor !== null',
  },
  {
    what: 'money that came too late is kept',
    ...{ file: course, test: simulation },
    from: "  draft.movePayment(paymentId, 'ask_refund', { refundId, refundOf: 'late_capture' } as Partial<P>);\n",
    to: '',
  },
  {
    what: 'a hold never ends',
    ...{ file: course, test: simulation },
    from: '    draft.expireIfOver(step.orderId);\n',
    to: '',
  },
  {
    what: 'what may still be paid is not called off when its order has ended',
    ...{ file: 'features/orders/course-draft.ts', test: pure('features/orders/course-providers.test.ts') },
    from: '    this.callOffOthers(id);\n',
    to: '',
  },
  {
    what: 'a cancelled order is paid all the same',
    ...{ file: 'features/orders/order.ts', test: simulation },
    from: '  cancelled: {},',
    to: "  cancelled: { capture: 'paid' },",
  },
  {
    what: 'a capture after a decline is not heard',
    ...{ file: 'features/payments/payment.ts', test: simulation },
    from: "declined: { capture: 'captured' },",
    to: 'declined: {},',
  },
  {
    what: 'a capture that is heard twice is booked twice',
    ...{ file: 'features/payments/payment.ts', test: simulation },
    from: "captured: { ask_refund: 'refunding' },",
    to: "captured: { ask_refund: 'refunding', capture: 'captured' },",
  },
  {
    what: 'what is sold stays held',
    ...{ file: 'features/stock/stock.ts', test: simulation },
    from: '  onHand: -quantity,\n  held: -quantity,\n',
    to: '  onHand: -quantity,\n  held: 0,\n',
  },
  {
    what: 'more units are lost than are free of holds',
    ...{ file: 'features/stock/journal.ts', test: simulation },
    from: "  if (after < held) return refuse('stock_below_held', { held });\n",
    to: '',
  },
  {
    what: 'more coupons are claimed than there are',
    ...{ file: coupons, test: simulation },
    from: "return coupon.claimed >= coupon.quota ? refuse('coupon_all_claimed') : null;",
    to: 'return null;',
  },
  {
    what: 'one person claims more coupons than their share',
    ...{ file: coupons, test: simulation },
    from: "  if (ofPerson >= coupon.perPerson) return refuse('coupon_share_claimed', { max: coupon.perPerson });\n",
    to: '',
  },
  {
    what: 'the book forgets the tax of a sale',
    ...{ file: 'features/ledger/ledger.ts', test: simulation },
    from: "    ['tax_payable', -taxMinor],\n",
    to: '',
  },
  {
    what: 'tax on top is not charged',
    ...{ file: 'features/orders/totals.ts', test: simulation },
    from: 'const totalMinor = tax.pricesInclude ? beforeTax : beforeTax + taxMinor;',
    to: 'const totalMinor = beforeTax;',
  },
  {
    what: 'goods go in a way that does not lead there',
    ...{ file: 'features/orders/delivery.ts', test: pure('features/orders/totals.test.ts') },
    from: 'return serves(named, country) ? named :',
    to: 'return named.name !== null ? named :',
  },
  {
    what: 'who chooses no way of delivery gets the first of the list, however dear',
    ...{ file: 'features/orders/delivery.ts', test: simulation },
    from: 'costs(method) < costs(best)',
    to: 'costs(method) < 0',
  },
  {
    what: 'delivery has one rate, whatever it brings',
    ...{ file: 'features/orders/tax-lines.ts', test: pure('features/orders/totals.test.ts') },
    from: 'sumOf(weights) > 0 ? split',
    to: 'sumOf(weights) < 0 ? split',
  },
  {
    what: 'a part gives back its tax at the rate of another',
    ...{ file: 'features/orders/part-refund.ts', test: pure('features/orders/part-refund.test.ts') },
    from: 'order.taxes.find((line) => line.rateBp === rateBp)',
    to: 'order.taxes.find((line) => line.rateBp >= rateBp)',
  },
  {
    what: 'a deal never ends',
    ...{ file: 'features/deals/deals.ts', test: pure('features/deals/deals.test.ts') },
    from: "  if (now >= endsAt) return 'over';\n",
    to: '',
  },
];

/** Of locks, keys, signatures and rights on the server. */
const servers: readonly PlantedBug[] = [
  {
    what: 'a webhook with a wrong signature is believed',
    ...{ file: 'features/payments/server/signature.ts', test: simulation },
    from: "return timingSafeEqual(Buffer.from(match[2]!, 'hex'), mac(secret, body, at));",
    to: 'return true;',
  },
  {
    what: 'a recorded webhook can be played again for ever',
    ...{ file: 'features/payments/server/signature.ts', test: simulation },
    from: '  if (Math.abs(now - at) > signatureToleranceMs) return false;\n',
    to: '',
  },
  {
    what: 'money of another amount pays an order',
    ...{ file: 'features/payments/server/webhooks.ts', test: pg('features/payments/server/stripe.pg.test.ts') },
    from: "  if (!isAbout(event, payment)) return refuse('payment_mismatch');\n",
    to: '',
  },
  {
    what: 'what a buyer holds and has not paid does not count towards the limit',
    ...{ file: 'features/orders/server/sold-store.ts', test: pg('features/orders/server/orders-limit.pg.test.ts') },
    from: "      and o.state in ('paid', 'held')\n",
    to: "      and o.state = 'paid'\n",
  },
  {
    what: 'a charge that was given up is looked for no more',
    ...{ file: 'features/payments/server/index.ts', test: pg('features/payments/server/late-charge.pg.test.ts') },
    from: "    if (found.state === 'captured') await needs.settle({ payment, heard: found });\n    return;\n",
    to: '    return;\n',
  },
  {
    what: 'the rows of the stock are not locked by a sale',
    ...{ file: 'features/stock/server/store.ts', test: pg('features/orders/server/orders.pg.test.ts') },
    from: "lock === 'update' ? query`for update`",
    to: "lock === 'update' ? query``",
  },
  {
    what: 'the accounts of buyers are not locked',
    ...{ file: 'features/accounts/server/store.ts', test: pg('features/orders/server/orders-limit.pg.test.ts') },
    from: ') order by id for no key update',
    to: ') order by id',
  },
  {
    what: 'a coupon is not locked while it is claimed',
    ...{ file: 'features/coupons/server/store.ts', test: pg('features/coupons/server/coupons.pg.test.ts') },
    from: '} for update`;',
    to: '}`;',
  },
  {
    what: 'a coupon does not come back with its order',
    ...{ file: 'features/orders/server/courses.ts', test: pg('features/coupons/server/coupons.pg.test.ts') },
    from: '    needs.coupons.release(tx, over),\n',
    to: '',
  },
  {
    what: 'a deal does not get back what an order took that is over',
    ...{ file: 'features/orders/server/courses.ts', test: pg('features/deals/server/deals.pg.test.ts') },
    from: '    needs.deals.release(tx, over),\n',
    to: '',
  },
  {
    what: 'the id of another act places an order',
    ...{ file: 'features/orders/server/purchases.ts', test: pg('features/orders/server/orders-acts.pg.test.ts') },
    from: '    readCommands(tx, ids),\n',
    to: '    new Map<string, CommandRow>(),\n',
  },
  {
    what: 'an id is answered to another person, act or body',
    ...{ file: 'platform/beat/once.ts', test: pg('platform/beat/transact.pg.test.ts') },
    from: "  if (row.actor !== key.actor || row.act !== key.act || row.sum !== key.sum) return refuse('id_reused');\n",
    to: '',
  },
  {
    what: 'the database lets more be held and kept than there is',
    ...{ file: 'features/stock/server/migrations/003-turns.sql', test: pg('features/stock/server/stock.pg.test.ts') },
    from: 'alter table stock add check (held + turned <= on_hand);\n',
    to: '',
  },
  {
    what: 'anybody pays, cancels and refunds anything',
    ...{ file: 'features/orders/server/acts.ts', test: pg('features/orders/server/orders-edges.pg.test.ts') },
    from: "  return refuse(sees ? 'not_allowed' : 'order_unknown');\n",
    to: '  return sees ? order : order;\n',
  },
];

export const plantedBugs: readonly PlantedBug[] = [...decisions, ...servers];

/** The text with the bug in it, or why it cannot be planted. */
export function plant(text: string, { what, file, from, to }: PlantedBug): string {
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`"${what}" cannot be planted: its text stands ${found} times in ${file}:\n${from}`);
  return text.replace(from, () => to);
}
