import type { ReviewsNeeds } from './needs.ts';
import type { ReviewRow } from './store.ts';

type Needs = Pick<
  ReviewsNeeds,
  'sql' | 'addressOf' | 'languageOf' | 'readProducts' | 'mail' | 'text' | 'publicUrl' | 'onFault'
>;

/** To the author, in the shop's main language. A letter that cannot be sent undoes nothing. [W6] */
export async function sendLetter(
  needs: Needs,
  { accountId, shopId, productId, hidden }: ReviewRow,
  what: 'answered' | 'hidden' | 'shown',
): Promise<void> {
  try {
    const to = await needs.addressOf(needs.sql, accountId);
    if (to === null) return;
    const [product] = await needs.readProducts(needs.sql, [productId]);
    const language = await needs.languageOf(needs.sql, shopId);
    const link = `${needs.publicUrl}/products/${productId}`;
    const reason = hidden === null ? '' : needs.text(`reviews:reason.${hidden}`, language);
    const values = { product: product?.title ?? '', link, reason };
    await needs.mail.send({
      to,
      subject: needs.text(`reviews:letter.${what}Subject`, language, values),
      text: needs.text(`reviews:letter.${what}Text`, language, values),
    });
  } catch (error) {
    needs.onFault(error);
  }
}
