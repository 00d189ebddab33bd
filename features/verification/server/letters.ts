import type { VerificationNeeds } from './needs.ts';
import type { VerificationRow } from './store.ts';
import { readAbout } from './words.ts';

/** To who applied, in the shop's main language. A letter that cannot be sent undoes nothing. [V9] */
export async function sendLetter(
  needs: VerificationNeeds,
  row: VerificationRow,
  what: 'accepted' | 'declined' | 'revoked',
): Promise<void> {
  try {
    const to = await needs.addressOf(needs.sql, row.appliedBy);
    if (to === null) return;
    const { shops, products } = await readAbout(needs, needs.sql, [row]);
    const shop = shops.get(row.shopId)!;
    const title = row.productId === null ? '' : products.get(row.productId)!.title;
    const subject = title === '' ? shop.name : `${title}: ${row.claim}`;
    const values = { what: subject, text: row.answer, link: `${needs.publicUrl}/merchant/verification` };
    await needs.mail.send({
      to,
      subject: needs.text(`verification:letter.${what}Subject`, shop.language, values),
      text: needs.text(`verification:letter.${what}Text`, shop.language, values),
    });
  } catch (error) {
    needs.onFault(error);
  }
}
