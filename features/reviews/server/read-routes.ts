import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { After, HostId, HostRating, OwnReview, ReviewPage, reviewsPerPageMax, ShopReviews } from '../protocol.ts';
import { readPlace, sorts, summarise, writePlace } from '../reviews.ts';
import { type Acting, isPartial } from './acting.ts';
import type { Hosts } from './hosts.ts';
import { listOfProduct, listOfShop } from './list-store.ts';
import type { ReviewsNeeds } from './needs.ts';
import { showAll } from './shown.ts';
import { countRatings, type ReviewRow } from './store.ts';

const tags = ['reviews'];

export function readRoutes(app: App, needs: ReviewsNeeds, acting: Acting, hosts: Hosts): void {
  productRoutes(app, needs, acting);
  shopRoutes(app, needs);
  app.route({
    method: 'GET',
    url: '/api/hosts/:hostId/rating',
    schema: {
      tags,
      summary: 'How buyers rate a host, and the own rating',
      params: Type.Object({ hostId: HostId }),
      response: refusable(HostRating),
    },
    handler: ({ actor, params: { hostId } }, reply) => {
      reply.header('cache-control', 'no-store');
      return hosts.read(actor, hostId);
    },
  });
}

function productRoutes(app: App, needs: ReviewsNeeds, acting: Acting): void {
  const params = Type.Object({ productId: Id });
  app.route({
    method: 'GET',
    url: '/api/products/:productId/reviews',
    schema: {
      tags,
      summary: 'What buyers say about a product, and what their ratings come to',
      params,
      querystring: Type.Object({ sort: Type.Optional(Type.Enum([...sorts])), after: Type.Optional(After) }),
      response: refusable(ReviewPage),
    },
    handler: async ({ actor, params: { productId }, query: { sort = 'newest', after } }, reply) => {
      reply.header('cache-control', 'no-store');
      const [product] = await needs.readProducts(needs.sql, [productId]);
      // A draft is nobody's but the staff's, and so is what is said of it.
      if (!product || (product.state !== 'shown' && !isPartial(actor, product.shopId)))
        return refuse('product_unknown');
      const { counts, hidden } = await countRatings(needs.sql, productId);
      const place = after === undefined ? null : readPlace(after);
      const rows = await listOfProduct(needs.sql, { productId, sort, after: place, limit: reviewsPerPageMax + 1 });
      const { page, next } = cut(rows);
      return {
        summary: summarise(counts, hidden),
        reviews: await showAll(needs, page, actor),
        next,
        rights: {
          answer: may(actor, 'review.answer', product.shopId),
          hide: may(actor, 'review.hide', product.shopId),
        },
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/products/:productId/review',
    schema: { tags, summary: 'The own review, and whether one may write', params, response: refusable(OwnReview) },
    handler: ({ actor, params: { productId } }, reply) => {
      reply.header('cache-control', 'no-store');
      return acting.own(actor, productId);
    },
  });
}

function shopRoutes(app: App, needs: ReviewsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/reviews',
    schema: {
      tags,
      summary: "The reviews of a shop's products, hidden ones too, newest first, for its staff",
      params: Type.Object({ shopId: Id }),
      querystring: Type.Object({
        which: Type.Optional(Type.Enum(['all', 'unanswered', 'hidden'])),
        after: Type.Optional(After),
      }),
      response: refusable(ShopReviews),
    },
    handler: async ({ actor, params: { shopId }, query: { which = 'all', after } }, reply) => {
      reply.header('cache-control', 'no-store');
      if (!isPartial(actor, shopId)) return refuse('not_allowed');
      const place = after === undefined ? null : readPlace(after);
      const rows = await listOfShop(needs.sql, { shopId, which, after: place, limit: reviewsPerPageMax + 1 });
      const { page, next } = cut(rows);
      const products = await needs.readProducts(needs.sql, [...new Set(page.map(({ productId }) => productId))]);
      const titles = new Map(products.map(({ id, title }) => [id, title]));
      const reviews = await showAll(needs, page, actor);
      return { reviews: reviews.map((one) => ({ ...one, productTitle: titles.get(one.productId) ?? '' })), next };
    },
  });
}

/** One row more than a page holds says that there is a next one. */
function cut(rows: readonly ReviewRow[]): { page: readonly ReviewRow[]; next: string | null } {
  const page = rows.slice(0, reviewsPerPageMax);
  return { page, next: rows.length > page.length ? writePlace(page.at(-1)!) : null };
}
