import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, Lines, MinorUnits, Text } from '../../platform/kit/schema.ts';

export const skusPerProductMax = 50;
export const skuNameCharsMax = 60;
export const onHandMax = 1_000_000;
export const picturesPerProductMax = 12;
export const pictureBytesMax = 12 * 1024 * 1024;
/** Pixels of an upload's canvas, so that a small file cannot become a huge picture in memory. */
export const picturePixelsMax = 50_000_000;
/** Widths that are made of each picture; only those not wider than the original (at least the smallest). */
export const pictureWidths = [160, 480, 1080] as const;

/** Found at `/pictures/<id>/<width>.webp`. */
export const Picture = Type.Object({
  id: Id,
  width: Type.Integer(),
  height: Type.Integer(),
  widths: Type.Array(Type.Integer()),
});
export type Picture = Static<typeof Picture>;

export const Sku = Type.Object({
  id: Id,
  name: Type.String({ description: 'The variant, such as "Red, M"; empty when there is only one.' }),
  priceMinor: MinorUnits,
  left: Type.Integer({ minimum: 0, description: 'Units that can be bought now: on hand less held.' }),
});
export type Sku = Static<typeof Sku>;

export const Product = Type.Object({
  id: Id,
  shopId: Id,
  title: Text(120),
  description: Type.String(),
  currency: Currency,
  state: Type.Union([Type.Literal('draft'), Type.Literal('shown'), Type.Literal('archived')]),
  pictures: Type.Array(Picture),
  skus: Type.Array(Sku),
});
export type Product = Static<typeof Product>;

/**
 * GET  /api/shops/:shopId/products -> {products: Product[]}   everybody: shown ones; staff of the shop: all
 * GET  /api/products/:productId -> Product                     everybody when shown
 * POST /api/shops/:shopId/products -> Product                  merchant; `id` becomes the product's id
 * PUT  /api/products/:productId -> Product                     merchant; `id` is the command's
 * POST /api/shops/:shopId/pictures (multipart, one file) -> Picture   merchant, host
 * PUT  /api/skus/:skuId/stock -> Sku                           merchant: sets the units on hand
 */
export const SkuDraft = Type.Object(
  {
    id: Id,
    name: Text(skuNameCharsMax, 0),
    priceMinor: MinorUnits,
    onHand: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: onHandMax,
        description: 'Left out: as it was (none, for a new variant), so that saving a title does not touch the stock.',
      }),
    ),
  },
  closed,
);
export const ProductDraft = Type.Object(
  {
    id: Id,
    title: Text(120),
    description: Lines(4000),
    state: Type.Union([Type.Literal('draft'), Type.Literal('shown'), Type.Literal('archived')]),
    pictureIds: Type.Array(Id, { maxItems: picturesPerProductMax, uniqueItems: true }),
    skus: Type.Array(SkuDraft, { minItems: 1, maxItems: skusPerProductMax }),
  },
  closed,
);
export type ProductDraft = Static<typeof ProductDraft>;

export const SetStock = Type.Object({ id: Id, onHand: Type.Integer({ minimum: 0, maximum: onHandMax }) }, closed);
export type SetStock = Static<typeof SetStock>;

/** Told to every room that has the product in its bag. */
export const facts = {
  'price.changed': Type.Object({ skuId: Id, priceMinor: MinorUnits }),
  'product.changed': Type.Object({ productId: Id }),
};
export const fact = factMaker(facts);

export const refusals = {
  product_unknown: 404,
  sku_unknown: 404,
  picture_unknown: 404,
  picture_unreadable: 422,
  picture_too_large: 413,
  sku_twice: 422,
  product_exists: 409,
} as const satisfies RefusalTable;
