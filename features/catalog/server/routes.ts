import { Type } from 'typebox';
import type { Sql } from '../../../platform/db/connect.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { ProductPage, ProductQuery } from '../product-pages.ts';
import { Product, ProductDraft, SetStock, Sku } from '../protocol.ts';
import { readPage } from './listing.ts';
import type { CatalogNeeds } from './needs.ts';
import type { Reading } from './reading.ts';
import { maySee, type Saving } from './saving.ts';

const tags = ['catalog'];
const ShopParams = Type.Object({ shopId: Id });
const ProductParams = Type.Object({ productId: Id });
const SkuParams = Type.Object({ skuId: Id });

interface Parts {
  readonly sql: Sql;
  readonly readLeft: CatalogNeeds['readLeft'];
  readonly reading: Reading;
  readonly saving: Saving;
}

export function routes(app: App, parts: Parts): void {
  readingRoutes(app, parts);
  savingRoutes(app, parts);
}

function readingRoutes(app: App, { sql, readLeft, reading }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/products',
    schema: {
      tags,
      summary: "A page of the shop's products, newest first; drafts and archived ones for its staff only",
      params: ShopParams,
      querystring: ProductQuery,
      response: refusable(ProductPage),
    },
    handler: async ({ params: { shopId }, query, actor }) => {
      const staff = may(actor, 'product.read_hidden', shopId);
      return readPage({ readLeft, readProducts: reading.readProducts }, sql, { shopId, staff }, query);
    },
  });
  app.route({
    method: 'GET',
    url: '/api/products/:productId',
    schema: { tags, summary: 'One product', params: ProductParams, response: refusable(Product) },
    handler: async ({ params, actor }) => {
      const [product] = await reading.readProducts(sql, [params.productId]);
      return product && maySee(actor, product) ? product : refuse('product_unknown');
    },
  });
}

function savingRoutes(app: App, { saving }: Parts): void {
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/products',
    schema: {
      tags,
      summary: 'Makes a product (merchant)',
      params: ShopParams,
      body: ProductDraft,
      response: refusable(Product),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : saving.createProduct(named, request.params.shopId, request.body);
    },
  });
  app.route({
    method: 'PUT',
    url: '/api/products/:productId',
    schema: {
      tags,
      summary: 'Saves a product (merchant); a variant that is left out is no longer for sale',
      params: ProductParams,
      body: ProductDraft,
      response: refusable(Product),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : saving.changeProduct(named, request.params.productId, request.body);
    },
  });
  app.route({
    method: 'PUT',
    url: '/api/skus/:skuId/stock',
    schema: {
      tags,
      summary: 'Sets the units on hand (merchant)',
      params: SkuParams,
      body: SetStock,
      response: refusable(Sku),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : saving.setStock(named, request.params.skuId, request.body);
    },
  });
}
