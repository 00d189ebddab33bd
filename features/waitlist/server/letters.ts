import type { Reader } from '../../../platform/db/connect.ts';
import type { Letter } from '../../../platform/mail/mail.ts';
import { forgetLetter, holdNext, postpone, readTurn, type TurnToTell } from './letter-store.ts';
import type { WaitlistNeeds } from './needs.ts';

/** Whoever is in the room sees the turn at once, and may have taken it up by then. */
export const letterAfterMs = 5_000;
export const lettersPerSweepMax = 200;
const minuteMs = 60_000;

/** Writes to those whose turn has come, one letter a transaction. Returns how many were due. */
export async function sendDue(needs: WaitlistNeeds, now: number): Promise<number> {
  let due = 0;
  while (due < lettersPerSweepMax && (await sendNext(needs, now))) due += 1;
  return due;
}

/**
 * The row of a letter is held while it is handed over and gone with it, so that two servers send it once; the letter has the id of
 * the turn, so that after a crash in between the post knows it. What was taken up, given up or ran out is not written about. [W20]
 */
async function sendNext(needs: WaitlistNeeds, now: number): Promise<boolean> {
  return needs.sql.begin(async (tx) => {
    const placeId = await holdNext(tx, now);
    if (placeId === null) return false;
    try {
      const turn = await readTurn(tx, placeId, now);
      const letter = turn && (await writeLetter(needs, tx, turn, now));
      if (letter) await needs.mail.send({ ...letter, id: placeId });
      await forgetLetter(tx, placeId);
    } catch (error) {
      needs.onFault(error);
      await postpone(tx, placeId, now);
    }
    return true;
  });
}

/** Null for whoever has no e-mail with the account. In the language in which the buyer asked last, or else the shop's. [W21] */
async function writeLetter(
  needs: WaitlistNeeds,
  sql: Reader,
  { skuId, shopId, accountId, units, until }: TurnToTell,
  now: number,
): Promise<Letter | null> {
  const person = (await needs.readAccounts(sql, [accountId])).get(accountId);
  const sku = (await needs.readSkus(sql, [skuId])).get(skuId);
  if (!person?.email || !sku) return null;
  const shop = await needs.readShop(sql, shopId);
  const language = (await needs.languageOf(sql, accountId)) ?? shop?.language ?? 'en';
  const values = {
    ...{ name: person.name, shop: shop?.name ?? '', units },
    title: [sku.title, sku.skuName].filter(Boolean).join(', '),
    minutes: Math.max(1, Math.floor((until - now) / minuteMs)),
    until: timeIn(language, until),
    link: new URL(`/products/${sku.productId}`, needs.publicUrl).href,
  };
  const say = (key: string) => needs.text(`waitlist:mail.${key}`, language, values);
  const from = await needs.letterSender(sql);
  const text = [say('hello'), say('text'), say('link'), say('stop'), values.shop].join('\n\n');
  return { to: person.email, subject: say('subject'), text, ...(from ? { from } : {}) };
}

/** A server does not know where its reader is: the letter says so much, and how many minutes are left. */
function timeIn(language: string, at: number): string {
  const form = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, form).format(at)} UTC`;
}
