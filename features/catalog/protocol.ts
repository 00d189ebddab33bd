import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, Lines, MinorUnits, Text } from '../../platform/kit/schema.ts';
import { TaxClass } from '../shops/tax-class.ts';

export const skusPerProductMax = 50;
export const skuNameCharsMax = 60;
export const skuCodeCharsMax = 40;
export const optionsMax = 3;
export const optionCharsMax = 30;
export const optionValuesMax = 30;
export const onHandMax = 1_000_000;
/** How long a product may say that an unpaid order holds it. */
export const reserveMinutesMax = 60;
/** The highest limit per buyer: more than one order takes anyway. */
export const limitPerBuyerMax = 99;
export const picturesPerProductMax = 12;
export const pictureBytesMax = 12 * 1024 * 1024;
/** Pixels of an upload's canvas, so that a small file cannot become a huge picture in memory. */
export const picturePixelsMax = 50_000_000;
/** Widths that are made of each picture, up to the first that shows all of it: that one is as wide as the picture is. */
export const pictureWidths = [160, 480, 1080] as const;
/** Made of every picture that is wider than those, as wide as it is and at most this: for looking closer. */
export const zoomWidth = 3200;
export const spinFramesMin = 8;
export const spinFramesMax = 72;
/** A minute of what a phone films, packed for phones. */
export const videoBytesMax = 16 * 1024 * 1024;
export const videoSecondsMax = 60;
/** The longer side of its picture. */
export const videoSideMax = 1920;
export const modelBytesMax = 12 * 1024 * 1024;
/** What a phone of some years ago still turns smoothly. */
export const modelTrianglesMax = 500_000;
export const modelTexturesMax = 16;
/** Pixels of one texture's canvas: 4096 x 4096 take 64 MB of a phone's graphics memory. */
export const modelTexturePixelsMax = 4096 * 4096;

/** Found at `/pictures/<id>/<width>.webp`. */
export const Picture = Type.Object({
  id: Id,
  width: Type.Integer(),
  height: Type.Integer(),
  widths: Type.Array(Type.Integer()),
});
export type Picture = Static<typeof Picture>;

/** A turn in equal steps, clockwise from above; frames are pictures, found at their widths. */
export const Spin = Type.Object({
  pictureIds: Type.Array(Id, { maxItems: spinFramesMax }),
  width: Type.Integer(),
  height: Type.Integer(),
});
export type Spin = Static<typeof Spin>;

/** A glTF 2.0 binary, found at `/models/<id>.glb`. */
export const Model = Type.Object({ id: Id, bytes: Type.Integer({ minimum: 1 }) });
export type Model = Static<typeof Model>;

/** Of one variant, found at `/videos/<id>.<kind>`. */
export const Video = Type.Object({
  id: Id,
  kind: Type.Enum(['mp4', 'webm']),
  bytes: Type.Integer({ minimum: 1 }),
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
  durationMs: Type.Integer({ minimum: 1 }),
});
export type Video = Static<typeof Video>;

export const Option = Type.Object(
  {
    name: Text(optionCharsMax),
    values: Type.Array(Text(optionCharsMax), { minItems: 1, maxItems: optionValuesMax }),
  },
  closed,
);
export type Option = Static<typeof Option>;
const SkuCode = Type.Union([Text(skuCodeCharsMax), Type.Null()], {
  description: "The merchant's own code, one in the whole shop; null for none.",
});
const SkuPicture = Type.Union([Id, Type.Null()], {
  description: "One of the product's pictures, shown when the variant is chosen; null for none.",
});

const LivePrice = Type.Union([MinorUnits, Type.Null()], {
  description: 'Charged in a room that is live now and has the product in its bag; null for none.',
});

export const Sku = Type.Object({
  id: Id,
  name: Type.String({
    description:
      'The variant, such as "Red, M", made of its options where there are any; empty when there is only one.',
  }),
  code: SkuCode,
  values: Type.Array(Type.String(), { description: 'One of each option of the product; empty where it has none.' }),
  pictureId: SkuPicture,
  video: Type.Union([Video, Type.Null()]),
  priceMinor: MinorUnits,
  livePriceMinor: LivePrice,
  lowestBeforeMinor: Type.Union([MinorUnits, Type.Null()], {
    description:
      'The lowest price of the 30 days before the change that made it lower than that; null when it is not lower, and after 30 days.',
  }),
  left: Type.Integer({ minimum: 0, description: 'Units that can be bought now: on hand less held.' }),
});
export type Sku = Static<typeof Sku>;

const LimitPerBuyer = Type.Union([Type.Integer({ minimum: 1, maximum: limitPerBuyerMax }), Type.Null()], {
  description: 'Units of it, of all variants, that one account may have in all its orders; null for no limit.',
});

/** How its units are promised: held for an unpaid order, or nothing held and whoever has paid first gets them. */
export const Reserve = Type.Object(
  {
    firstPaid: Type.Boolean(),
    minutes: Type.Union([Type.Integer({ minimum: 1, maximum: reserveMinutesMax }), Type.Null()], {
      description: 'So long an unpaid order holds it; null for as long as the installation says.',
    }),
  },
  closed,
);
export type Reserve = Static<typeof Reserve>;

export const aboutKeys = ['functions', 'materials', 'care', 'box'] as const;
export const aboutCharsMax = 600;
const AboutText = Lines(aboutCharsMax);
/** What it does, what it is made of, how to care for it, what is in the box; empty where nothing is said. */
export const About = Type.Object(
  { functions: AboutText, materials: AboutText, care: AboutText, box: AboutText },
  closed,
);
export type About = Static<typeof About>;

export const Product = Type.Object({
  id: Id,
  shopId: Id,
  title: Text(120),
  description: Type.String(),
  currency: Currency,
  state: Type.Union([Type.Literal('draft'), Type.Literal('shown'), Type.Literal('archived')]),
  pictures: Type.Array(Picture),
  spin: Type.Union([Spin, Type.Null()]),
  model: Type.Union([Model, Type.Null()]),
  limitPerBuyer: LimitPerBuyer,
  taxClass: TaxClass,
  reserve: Reserve,
  holdMinutes: Type.Integer({ description: 'So long an unpaid order holds it, where it is held.' }),
  about: About,
  options: Type.Array(Option),
  skus: Type.Array(Sku),
});
export type Product = Static<typeof Product>;

/**
 * GET  /api/products/:productId -> Product                     everybody when shown
 * POST /api/shops/:shopId/products -> Product                  merchant; `id` becomes the product's id
 * PUT  /api/products/:productId -> Product                     merchant; `id` is the command's
 * POST /api/shops/:shopId/pictures (multipart, one file) -> Picture   merchant, host
 * POST /api/shops/:shopId/models (multipart, one file) -> Model       merchant, host
 * POST /api/shops/:shopId/videos (multipart, one file) -> Video       merchant, host
 * PUT  /api/skus/:skuId/stock -> Sku                           merchant: sets the units on hand
 */
export const SkuDraft = Type.Object(
  {
    id: Id,
    name: Text(skuNameCharsMax, 0),
    priceMinor: MinorUnits,
    livePriceMinor: Type.Optional(LivePrice),
    code: Type.Optional(SkuCode),
    values: Type.Optional(Type.Array(Text(optionCharsMax), { maxItems: optionsMax })),
    pictureId: Type.Optional(SkuPicture),
    videoId: Type.Optional(Type.Union([Id, Type.Null()], { description: 'Left out: as it was.' })),
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
export type SkuDraft = Static<typeof SkuDraft>;
export const ProductDraft = Type.Object(
  {
    id: Id,
    title: Text(120),
    description: Lines(4000),
    state: Type.Union([Type.Literal('draft'), Type.Literal('shown'), Type.Literal('archived')]),
    pictureIds: Type.Array(Id, { maxItems: picturesPerProductMax, uniqueItems: true }),
    spinPictureIds: Type.Optional(
      Type.Array(Id, {
        maxItems: spinFramesMax,
        description: 'The frames of a turn, clockwise from above; empty for none. Left out: as it was.',
      }),
    ),
    modelId: Type.Optional(Type.Union([Id, Type.Null()], { description: 'Left out: as it was.' })),
    limitPerBuyer: Type.Optional(LimitPerBuyer),
    taxClass: Type.Optional(TaxClass),
    reserve: Type.Optional(Reserve),
    about: Type.Optional(About),
    options: Type.Optional(
      Type.Array(Option, {
        maxItems: optionsMax,
        description: 'With options, names are made of their values. Left out: as it was.',
      }),
    ),
    skus: Type.Array(SkuDraft, { minItems: 1, maxItems: skusPerProductMax }),
  },
  closed,
);
export type ProductDraft = Static<typeof ProductDraft>;

export const SetStock = Type.Object({ id: Id, onHand: Type.Integer({ minimum: 0, maximum: onHandMax }) }, closed);
export type SetStock = Static<typeof SetStock>;

/** Told to every room that has the product in its bag. */
export const facts = {
  /** `livePriceMinor` is left out where there is none and was none. */
  'price.changed': Type.Object({ skuId: Id, priceMinor: MinorUnits, livePriceMinor: Type.Optional(LivePrice) }),
  'product.changed': Type.Object({ productId: Id }),
};
export const fact = factMaker(facts);

export const refusals = {
  product_unknown: 404,
  sku_unknown: 404,
  picture_unknown: 404,
  picture_unreadable: 422,
  picture_too_large: 413,
  spin_too_short: 422,
  model_unknown: 404,
  model_unreadable: 422,
  model_not_whole: 422,
  model_compressed: 422,
  model_too_large: 413,
  video_unknown: 404,
  video_unreadable: 422,
  video_too_large: 413,
  /** details: seconds */
  video_too_long: 422,
  sku_twice: 422,
  live_price_not_lower: 422,
  option_twice: 422,
  sku_options_wrong: 422,
  /** details: code */
  sku_code_taken: 409,
  product_exists: 409,
  csv_too_large: 413,
  csv_too_many_rows: 422,
  csv_not_utf8: 422,
  csv_empty: 422,
  import_changed: 409,
  /** details: errors */
  import_has_errors: 422,
} as const satisfies RefusalTable;
