import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { type Actor, isNamed, type Named } from '../../../platform/kit/actor.ts';
import { personStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import {
  type AnswerReview,
  fact,
  type HideReason,
  type OwnReview,
  type Review,
  type ReviewPicture,
  reviewUploadsMax,
  type WriteReview,
} from '../protocol.ts';
import { checkWriter } from '../reviews.ts';
import { sendLetter } from './letters.ts';
import type { ReviewedProduct, ReviewsNeeds } from './needs.ts';
import { shownOf } from './shown.ts';
import {
  countUploads,
  hasUploaded,
  lockReview,
  noteUpload,
  type ReviewRow,
  readOwn,
  readReview,
  record,
  removeReview,
  setHidden,
  writeAnswer,
  writeReview,
} from './store.ts';

type Answer<T> = Promise<T | Refusal>;
export type Acting = ReturnType<typeof createActing>;

export function createActing(needs: ReviewsNeeds) {
  return {
    own: (actor: Actor, productId: string) => own(needs, actor, productId),
    write: (actor: Named, productId: string, wanted: WriteReview) => write(needs, actor, productId, wanted),
    remove: (actor: Named, productId: string, id: string) => remove(needs, actor, productId, id),
    mayUpload: (actor: Named, productId: string) => mayUpload(needs, actor, productId),
    upload: (actor: Named, product: ReviewedProduct, file: Buffer) => upload(needs, actor, product, file),
    answer: (actor: Named, reviewId: string, wanted: AnswerReview) => answer(needs, actor, reviewId, wanted),
    hide: (actor: Named, reviewId: string, wanted: { id: string; reason: HideReason | null }) =>
      hide(needs, actor, reviewId, wanted),
  };
}

/** Who runs a shop, by whatever right over its reviews; an operator too. [W1] */
export function isPartial(actor: Actor, shopId: string): boolean {
  return may(actor, 'review.answer', shopId) || may(actor, 'review.hide', shopId);
}

async function own(needs: ReviewsNeeds, actor: Actor, productId: string): Answer<OwnReview> {
  const [product] = await needs.readProducts(needs.sql, [productId]);
  if (!product) return refuse('product_unknown');
  if (!isNamed(actor)) return { review: null, may: false };
  const row = await readOwn(needs.sql, productId, actor.accountId);
  const bought = await needs.hasBoughtProduct(needs.sql, actor.accountId, productId);
  const wrong = checkWriter({ bought, partial: isPartial(actor, product.shopId) });
  return { review: row && (await shownOf(needs, row, actor)), may: wrong === null };
}

async function write(needs: ReviewsNeeds, actor: Named, productId: string, wanted: WriteReview): Answer<OwnReview> {
  const [product] = await needs.readProducts(needs.sql, [productId]);
  if (!product) return refuse('product_unknown');
  const { accountId } = actor;
  const { shopId } = product;
  const said = { rating: wanted.rating, text: wanted.text.trim(), pictureIds: wanted.pictureIds };
  const key = { id: wanted.id, actor: accountId, act: `review.write ${productId}`, body: wanted };
  const done = await needs.transact((tx) =>
    once<object>(tx, key, async () => {
      if (!(await needs.holdAccount(tx.sql, accountId))) return refuse('name_needed');
      const bought = await needs.hasBoughtProduct(tx.sql, accountId, productId);
      const wrong = checkWriter({ bought, partial: isPartial(actor, shopId) });
      if (wrong) return wrong;
      if (!(await hasUploaded(tx.sql, { productId, accountId }, said.pictureIds)))
        return refuse('review_picture_unknown');
      await writeReview(tx, { newId: needs.newId(), shopId, productId, accountId }, said);
      // What was said is not kept with the command: who takes it away takes away all of it.
      return {};
    }),
  );
  return isRefusal(done) ? done : own(needs, actor, productId);
}

async function remove(needs: ReviewsNeeds, actor: Named, productId: string, id: string): Answer<OwnReview> {
  const key = { id, actor: actor.accountId, act: `review.remove ${productId}`, body: {} };
  const done = await needs.transact((tx) =>
    once<object>(tx, key, async () => {
      const row = await readOwn(tx.sql, productId, actor.accountId);
      if (!row) return refuse('review_unknown');
      await removeReview(tx, row.id);
      return {};
    }),
  );
  return isRefusal(done) ? done : own(needs, actor, productId);
}

/** Asked before the file is read: nobody sends megabytes for a no. */
async function mayUpload(
  needs: ReviewsNeeds,
  { accountId, ...actor }: Named,
  productId: string,
): Answer<ReviewedProduct> {
  const [product] = await needs.readProducts(needs.sql, [productId]);
  if (!product) return refuse('product_unknown');
  const bought = await needs.hasBoughtProduct(needs.sql, accountId, productId);
  const wrong = checkWriter({ bought, partial: isPartial({ ...actor, accountId }, product.shopId) });
  if (wrong) return wrong;
  const full = (await countUploads(needs.sql, productId, accountId)) >= reviewUploadsMax;
  return full ? refuse('review_pictures_full', { max: reviewUploadsMax }) : product;
}

async function upload(
  needs: ReviewsNeeds,
  { accountId }: Named,
  product: ReviewedProduct,
  file: Buffer,
): Answer<ReviewPicture> {
  const picture = await needs.addPicture(product.shopId, file);
  if (isRefusal(picture)) return picture;
  return needs.transact(async (tx) => {
    // The account's row is held, so that uploads at once are counted one after another.
    if (!(await needs.holdAccount(tx.sql, accountId))) return refuse('name_needed');
    const of = { pictureId: picture.id, productId: product.id, accountId };
    const fits = await noteUpload(tx, of, reviewUploadsMax);
    return fits ? { id: picture.id } : refuse('review_pictures_full', { max: reviewUploadsMax });
  });
}

async function answer(needs: ReviewsNeeds, actor: Named, reviewId: string, { id, text }: AnswerReview): Answer<Review> {
  const key = { id, actor: actor.accountId, act: `review.answer ${reviewId}`, body: { text } };
  return change(needs, actor, { reviewId, right: 'review.answer', key }, async (tx, row) => {
    await writeAnswer(tx, reviewId, text.trim());
    tx.tell(personStream(row.accountId), fact('review.answered', { reviewId, productId: row.productId }));
    return row.answer === null ? 'answered' : null;
  });
}

/** With a reason it is hidden, without one it is shown again. What is so already stays as it is. [W5] */
async function hide(
  needs: ReviewsNeeds,
  actor: Named,
  reviewId: string,
  { id, reason }: { id: string; reason: HideReason | null },
): Answer<Review> {
  const key = { id, actor: actor.accountId, act: `review.hide ${reviewId}`, body: { reason } };
  return change(needs, actor, { reviewId, right: 'review.hide', key }, async (tx, { hidden, accountId, productId }) => {
    if (hidden === reason) return null;
    const act = reason === null ? 'shown' : 'hidden';
    await setHidden(tx, reviewId, reason);
    await record(tx, { id: needs.newId(), reviewId, act, byId: actor.accountId, reason });
    const about = { reviewId, productId };
    const told = reason === null ? fact('review.shown', about) : fact('review.hidden', { ...about, reason });
    tx.tell(personStream(accountId), told);
    return act;
  });
}

interface Change {
  readonly reviewId: string;
  readonly right: 'review.answer' | 'review.hide';
  readonly key: { readonly id: string; readonly actor: string; readonly act: string; readonly body: unknown };
}

type Told = 'answered' | 'hidden' | 'shown' | null;

/** One change of a review by its shop; its author gets a letter when there is something new to tell. */
async function change(
  needs: ReviewsNeeds,
  actor: Named,
  { reviewId, right, key }: Change,
  work: (tx: Tx, row: ReviewRow) => Promise<Told>,
): Answer<Review> {
  const known = await readReview(needs.sql, reviewId);
  // Whoever may not is told the same whether there is one or not.
  if (!known || !may(actor, right, known.shopId)) return refuse('review_unknown');
  let told: Told = null;
  const done = await needs.transact((tx) =>
    once<object>(tx, key, async () => {
      const row = await lockReview(tx, reviewId);
      if (!row || row.removed) return refuse('review_unknown');
      told = await work(tx, row);
      return {};
    }),
  );
  if (isRefusal(done)) return done;
  const row = (await readReview(needs.sql, reviewId))!;
  needs.picturesChanged?.();
  if (told !== null) await sendLetter(needs, row, told);
  return shownOf(needs, row, actor);
}
