import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, closed, Id, Lines, linesPattern, TimeMs } from '../../platform/kit/schema.ts';

export const ratingMax = 5;
export const reviewCharsMax = 2_000;
export const answerCharsMax = 1_000;
export const reviewPicturesMax = 4;
/** Pictures that a buyer uploads for reviews of one product, kept or not. */
export const reviewUploadsMax = 20;
export const reviewsPerPageMax = 20;
export const hideReasons = ['insult', 'private', 'spam', 'off_topic', 'unlawful'] as const;

const Rating = Type.Integer({ minimum: 1, maximum: ratingMax });
const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** PUT /api/products/:productId/review -> OwnReview: the buyer's one review of it. */
export const WriteReview = Type.Object(
  {
    id: Id,
    rating: Rating,
    text: Lines(reviewCharsMax),
    pictureIds: Type.Array(Id, { maxItems: reviewPicturesMax, uniqueItems: true }),
  },
  closed,
);
export type WriteReview = Static<typeof WriteReview>;
/** POST /api/products/:productId/review/remove -> OwnReview; POST /api/reviews/:reviewId/show -> Review. */
export const ReviewAct = Type.Object({ id: Id }, closed);
/** PUT /api/reviews/:reviewId/answer -> Review                                 merchant, host */
export const AnswerReview = Type.Object(
  { id: Id, text: Type.String({ maxLength: answerCharsMax, pattern: `^(?=[\\s\\S]*\\S)${linesPattern.slice(1)}` }) },
  closed,
);
export type AnswerReview = Static<typeof AnswerReview>;
export const HideReason = Type.Enum([...hideReasons]);
export type HideReason = Static<typeof HideReason>;
/** POST /api/reviews/:reviewId/hide -> Review                                  merchant, moderator */
export const HideReview = Type.Object({ id: Id, reason: HideReason }, closed);
export type HideReview = Static<typeof HideReview>;

export const Review = Type.Object({
  id: Id,
  productId: Id,
  rating: Rating,
  text: Type.String(),
  pictureIds: Type.Array(Id, { description: 'Found at `/pictures/<id>/480.webp`.' }),
  name: Type.String({ description: 'What its author, who bought the product, is called now.' }),
  writtenAt: TimeMs,
  changedAt: Maybe(TimeMs),
  hidden: Maybe(HideReason),
  answer: Maybe(Type.Object({ text: Type.String(), at: TimeMs })),
  own: Type.Boolean(),
});
export type Review = Static<typeof Review>;

export const Summary = Type.Object({
  count: Type.Integer(),
  mean: Maybe(Type.Number()),
  stars: Type.Array(Type.Integer(), { description: 'How many gave one star, two, up to five.' }),
  hidden: Type.Integer({ description: 'How many the shop has hidden; they count nowhere else.' }),
});
export type Summary = Static<typeof Summary>;

/** Where a list goes on: what an answer named as `next`. */
export const After = Type.String({
  pattern: '^[1-5]\\.[0-9]{1,15}\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});
const next = Maybe(Type.String());

/** GET /api/products/:productId/reviews?sort=newest|best|worst&after= */
export const ReviewPage = Type.Object({
  summary: Summary,
  reviews: Type.Array(Review),
  next,
  rights: Type.Object({ answer: Type.Boolean(), hide: Type.Boolean() }),
});
export type ReviewPage = Static<typeof ReviewPage>;

/** GET /api/products/:productId/review: the own one, and whether one may write. */
export const OwnReview = Type.Object({ review: Maybe(Review), may: Type.Boolean() });
export type OwnReview = Static<typeof OwnReview>;

/** POST /api/products/:productId/review/pictures, multipart/form-data with one file. */
export const ReviewPicture = Type.Object({ id: Id });
export type ReviewPicture = Static<typeof ReviewPicture>;

/** GET /api/shops/:shopId/reviews?which=all|unanswered|hidden&after= (staff of the shop), newest first */
export const ShopReview = Type.Object({ ...Review.properties, productTitle: Type.String() });
export type ShopReview = Static<typeof ShopReview>;
export const ShopReviews = Type.Object({ reviews: Type.Array(ShopReview), next });
export type ShopReviews = Static<typeof ShopReviews>;

/** PUT /api/hosts/:hostId/rating -> HostRating; null takes it away. GET reads it. */
export const RateHost = Type.Object({ id: Id, rating: Maybe(Rating) }, closed);
export type RateHost = Static<typeof RateHost>;
export const HostRating = Type.Object({ summary: Summary, own: Maybe(Rating), may: Type.Boolean() });
export type HostRating = Static<typeof HostRating>;
export const HostId = AccountId;

/** In the stream of the person who wrote it. [W6] */
export const facts = {
  'review.answered': Type.Object({ reviewId: Id, productId: Id }),
  'review.hidden': Type.Object({ reviewId: Id, productId: Id, reason: HideReason }),
  'review.shown': Type.Object({ reviewId: Id, productId: Id }),
};
export const fact = factMaker(facts);

export const refusals = {
  review_unknown: 404,
  review_not_bought: 403,
  review_own_shop: 403,
  review_picture_unknown: 422,
  /** details: max */
  review_pictures_full: 409,
  host_not_bought: 403,
  host_self: 403,
} as const satisfies RefusalTable;
