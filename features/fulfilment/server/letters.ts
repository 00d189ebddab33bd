import type { Reader } from '../../../platform/db/connect.ts';
import { formatMoney } from '../../../platform/kit/money.ts';
import type { Letter } from '../../../platform/mail/mail.ts';
import { deliveryText } from '../../orders/delivery.ts';
import type { Order } from '../../orders/protocol.ts';
import { refundTaxes, type TaxAtRate } from '../../orders/refund-taxes.ts';
import { formatRate } from '../../shops/rates.ts';
import { holdDue, type LetterDue, markSent, postpone, readLanguage } from './letter-store.ts';
import type { FulfilmentNeeds } from './needs.ts';
import { readParcels, readReturn } from './store.ts';
import { passUnaddressed } from './unaddressed.ts';

export const lettersPerSweepMax = 200;

/** Sends what is due, one letter a transaction: a slow post keeps one row and not all of them. Returns how many were due. */
export async function sendDue(needs: FulfilmentNeeds, now: number): Promise<number> {
  const unaddressed = await passUnaddressed(needs, now);
  let due = 0;
  while (due < lettersPerSweepMax && (await sendNext(needs, now))) due += 1;
  return unaddressed + due;
}

/**
 * A letter's row is held while it is handed to the post and marked in the same transaction, so that two sweeps, or a sweep after
 * a crash, send it once. What the post would not take is tried again later. [F7]
 */
async function sendNext(needs: FulfilmentNeeds, now: number): Promise<boolean> {
  return needs.sql.begin(async (tx) => {
    const [due] = await holdDue(tx, now, 1);
    if (!due) return false;
    try {
      const letter = await writeLetter(needs, tx, due);
      if (letter) await needs.mail.send(letter);
      await markSent(tx, [due], now);
    } catch (error) {
      needs.onFault(error);
      await postpone(tx, due, now);
    }
    return true;
  });
}

/** Null for a buyer without an address. Whoever gave one with the order only gets the way to that order. [F8] */
async function writeLetter(needs: FulfilmentNeeds, sql: Reader, due: LetterDue): Promise<Letter | null> {
  const order = await needs.orders.read(due.orderId);
  if (!order) return null;
  const buyer = (await needs.readAccounts(sql, [order.accountId])).get(order.accountId);
  const given = buyer?.email ? undefined : (await needs.orders.readContacts(sql, [order.id])).get(order.id);
  const to = buyer?.email ?? given;
  if (!buyer || to === undefined) return null;
  const shop = await needs.readShop(sql, order.shopId);
  const language = (await readLanguage(sql, order.accountId)) ?? shop?.language ?? 'en';
  const number = order.id.slice(-6).toUpperCase();
  const say: Say = (key, values) =>
    needs.text(`fulfilment:mail.${key}`, language, { ...values, shop: shop?.name ?? '', number });
  const word: Say = (key, values) => needs.text(key, language, values);
  const told = await bodyOf(sql, due, { order, say, word, language });
  if (told === null) return null;
  const link = new URL(given === undefined ? '/orders' : needs.orders.linkPathOf(order.id), needs.publicUrl).href;
  const text = [say('hello', { name: buyer.name }), told.text, say('end', { link })].join('\n\n');
  const from = await needs.letterSender(sql);
  return { to, subject: told.subject, text, ...(from ? { from } : {}) };
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

interface About {
  readonly order: Order;
  readonly say: Say;
  /** A text of another feature. */
  readonly word: Say;
  readonly language: string;
}

async function bodyOf(
  sql: Reader,
  { kind, refId }: LetterDue,
  about: About,
): Promise<{ readonly subject: string; readonly text: string } | null> {
  const { order, say, language } = about;
  switch (kind) {
    case 'paid':
      return { subject: say('paidSubject'), text: [say('paidText'), receipt(about)].join('\n\n') };
    case 'ready':
      return { subject: say('readySubject'), text: say('readyText') };
    case 'shipped': {
      const parcel = (await readParcels(sql, [order.id])).get(order.id);
      if (!parcel) return null;
      const { carrier, number } = parcel;
      const handed = order.pickup ? 'handedText' : number === '' ? 'shippedPlainText' : 'shippedText';
      return {
        subject: say(order.pickup ? 'handedSubject' : 'shippedSubject'),
        text: say(handed, { carrier, code: number }),
      };
    }
    case 'refunded': {
      const made = order.refunds.filter((refund) => refund.state === 'made');
      const part = made.find((refund) => refund.id === refId);
      const before = made.reduce((sum, refund) => sum + refund.amountMinor, 0);
      const amount = formatMoney(part?.amountMinor ?? order.totalMinor - before, order.currency, language);
      const taxes = refundTaxes(order, part?.id ?? null);
      const text = [
        say('refundedText', { amount }),
        order.taxes.length > 1 ? taxText(about, taxes, 'refundedTax') : [],
      ];
      return { subject: say('refundedSubject', { amount }), text: text.flat().join('\n') };
    }
    case 'return_decided': {
      const decided = await readReturn(sql, refId);
      if (!decided) return null;
      const text = decided.state === 'accepted' ? say('acceptedText') : say('declinedText', { text: decided.answer });
      return { subject: say('returnSubject'), text };
    }
  }
}

/** Lines, what is added and taken off, and the total, one a line. */
function receipt(about: About): string {
  const { order, say, word, language } = about;
  const money = (minor: number) => formatMoney(minor, order.currency, language);
  const lines = order.lines.map(({ quantity, title, skuName, priceMinor }) =>
    say('line', { quantity, title: [title, skuName].filter(Boolean).join(', '), amount: money(priceMinor * quantity) }),
  );
  if (order.discountMinor > 0) lines.push(say('discount', { amount: money(-order.discountMinor) }));
  const delivery = deliveryText(order.delivery, word, language);
  if (order.deliveryMinor > 0 || order.delivery?.name) {
    lines.push(say('delivery', { delivery, amount: money(order.deliveryMinor) }));
  }
  if (!order.taxIncluded) lines.push(...taxText(about, order.taxes, 'tax'));
  lines.push(say('total', { amount: money(order.totalMinor) }));
  if (order.taxIncluded) lines.push(...taxText(about, order.taxes, 'taxIncluded'));
  return lines.join('\n');
}

/** One line for each rate that there is tax at. */
function taxText({ order, say, language }: About, taxes: readonly TaxAtRate[], key: string): string[] {
  return taxes
    .filter(({ taxMinor }) => taxMinor > 0)
    .map(({ rateBp, taxMinor }) => {
      const amount = formatMoney(taxMinor, order.currency, language);
      return say(key, { amount, rate: formatRate(rateBp, language) });
    });
}
