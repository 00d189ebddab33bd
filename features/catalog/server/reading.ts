import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import { together } from '../../../platform/db/together.ts';
import type { Fact } from '../../../platform/kit/fact.ts';
import type { TaxClass } from '../../shops/tax-class.ts';
import { fact as stockFact } from '../../stock/protocol.ts';
import { lowestBefore, lowestWindowMs } from '../lowest-price.ts';
import { fact, type Product, type Sku, type Spin, type Video } from '../protocol.ts';
import type { CatalogNeeds } from './needs.ts';
import {
  lockProducts,
  type ProductRow,
  readProductPictures,
  readProductRows,
  readSkuRows,
  type SkuRow,
} from './store.ts';
import { readModels, readProductSpins, type SpinRow } from './store-models.ts';
import { readPriceHistories } from './store-prices.ts';
import { readVideos } from './store-videos.ts';

export interface SaleSku {
  readonly skuId: string;
  readonly productId: string;
  readonly shopId: string;
  readonly title: string;
  readonly skuName: string;
  readonly priceMinor: number;
  readonly livePriceMinor: number | null;
  readonly currency: string;
  readonly forSale: boolean;
  readonly limitPerBuyer: number | null;
  readonly taxClass: TaxClass;
  readonly firstPaid: boolean;
  readonly holdMinutes: number | null;
}

export interface Reading {
  /** In the order asked for, whatever their state; unknown ones are left out. */
  readProducts(sql: Reader, productIds: readonly string[]): Promise<Product[]>;
  /** By SKU, what a lower price of now may be measured by. */
  readLowest(sql: Reader, skus: readonly SkuRow[]): Promise<ReadonlyMap<string, number>>;
  readSkus(sql: Reader, skuIds: readonly string[]): Promise<Map<string, SaleSku>>;
  /** The shop's own numbers of these SKUs, of those that have one. */
  codesOf(sql: Reader, skuIds: readonly string[]): Promise<Map<string, string>>;
  /** Those of the shop that can be bought now. */
  productsForSale(sql: Reader, shopId: string, productIds: readonly string[]): Promise<Set<string>>;
  /** Price and stock of every SKU, for a stream that begins to show these products. Locks them against a change between. */
  describeProducts(tx: Tx, productIds: readonly string[]): Promise<Fact[]>;
  /** Where a change of these SKUs is told. */
  roomsOfSkus(sql: Reader, skuIds: readonly string[]): Promise<Map<string, readonly string[]>>;
}

type Needs = Pick<CatalogNeeds, 'now' | 'holdMinutes' | 'currencyOf' | 'readLeft' | 'shareLeft' | 'roomsOfProducts'>;

export function createReading(needs: Needs): Reading {
  return {
    readProducts: (sql, productIds) => readProducts(needs, sql, productIds),
    readLowest: (sql, skus) => readLowest(needs, sql, skus),
    readSkus: (sql, skuIds) => readSkus(needs, sql, skuIds),
    async codesOf(sql, skuIds) {
      const skus = await readSkuRows(sql, { skus: skuIds });
      return new Map(skus.flatMap(({ id, code }) => (code ? [[id, code] as const] : [])));
    },
    async productsForSale(sql, shopId, productIds) {
      const rows = await readProductRows(sql, productIds);
      return new Set(idsOf(rows.filter((row) => row.shopId === shopId && row.state === 'shown')));
    },
    describeProducts: (tx, productIds) => describeProducts(needs, tx, productIds),
    async roomsOfSkus(sql, skuIds) {
      const skus = await readSkuRows(sql, { skus: skuIds });
      const rooms = await needs.roomsOfProducts(sql, [...new Set(skus.map((sku) => sku.productId))]);
      return new Map(skus.map((sku) => [sku.id, rooms.get(sku.productId) ?? []]));
    },
  };
}

type BySku = ReadonlyMap<string, number>;

interface Beside {
  readonly left: BySku;
  readonly lowest: BySku;
  readonly videos: ReadonlyMap<string, Video>;
}

export function toSku(row: SkuRow, { left, lowest, videos }: Beside): Sku {
  const { productId: _product, shopId: _shop, forSale: _sold, videoId, ...sku } = row;
  return {
    ...sku,
    values: [...sku.values],
    video: videos.get(videoId ?? '') ?? null,
    lowestBeforeMinor: lowest.get(sku.id) ?? null,
    left: left.get(sku.id) ?? 0,
  };
}

/** By id. */
export async function videosOf(sql: Reader, skus: readonly SkuRow[]): Promise<ReadonlyMap<string, Video>> {
  const rows = await readVideos(sql, [...new Set(skus.flatMap(({ videoId }) => videoId ?? []))]);
  return new Map(rows.map(({ shopId: _, ...video }) => [video.id, video]));
}

async function readLowest({ now }: Needs, sql: Reader, skus: readonly SkuRow[]): Promise<Map<string, number>> {
  const at = now();
  const histories = await readPriceHistories(sql, idsOf(skus), at - 2 * lowestWindowMs);
  return new Map(
    skus.flatMap(({ id, priceMinor }) => {
      const lowest = lowestBefore(histories.get(id) ?? [], priceMinor, at);
      return lowest === null ? [] : [[id, lowest] as const];
    }),
  );
}

async function readProducts(needs: Needs, sql: Reader, productIds: readonly string[]): Promise<Product[]> {
  if (productIds.length === 0) return [];
  const [rows, all, pictures, frames] = await together([
    readProductRows(sql, productIds),
    readSkuRows(sql, { products: productIds }),
    readProductPictures(sql, productIds),
    readProductSpins(sql, productIds),
  ]);
  const skus = all.filter((sku) => sku.forSale);
  const modelIds = rows.flatMap((row) => row.modelId ?? []);
  const [left, lowest, videos, models, currencies] = await together([
    needs.readLeft(sql, idsOf(skus)),
    readLowest(needs, sql, skus),
    videosOf(sql, skus),
    readModels(sql, modelIds),
    currenciesOf(needs, sql, rows),
  ]);
  const products = rows.map(({ modelId, ...row }): [string, Product] => [
    row.id,
    {
      ...row,
      holdMinutes: row.reserve.minutes ?? needs.holdMinutes,
      currency: currencies.get(row.shopId)!,
      pictures: pictures.filter((one) => one.productId === row.id).map(({ productId: _, ...picture }) => picture),
      spin: toSpin(frames.filter((frame) => frame.productId === row.id)),
      model: models.filter(({ id }) => id === modelId).map(({ shopId: _, ...model }) => model)[0] ?? null,
      skus: skus.filter((sku) => sku.productId === row.id).map((sku) => toSku(sku, { left, lowest, videos })),
    },
  ]);
  const byId = new Map(products);
  return productIds.flatMap((id) => byId.get(id) ?? []);
}

function toSpin(frames: readonly SpinRow[]): Spin | null {
  const [first] = frames;
  if (!first) return null;
  return { pictureIds: frames.map((frame) => frame.pictureId), width: first.width, height: first.height };
}

async function readSkus(needs: Needs, sql: Reader, skuIds: readonly string[]): Promise<Map<string, SaleSku>> {
  const skus = await readSkuRows(sql, { skus: skuIds });
  const rows = await readProductRows(sql, [...new Set(skus.map((sku) => sku.productId))]);
  const products = new Map(rows.map((row) => [row.id, row]));
  const currencies = await currenciesOf(needs, sql, rows);
  return new Map(
    skus.map((sku): [string, SaleSku] => {
      const { title, state, limitPerBuyer, taxClass, reserve } = products.get(sku.productId)!;
      const { id: skuId, productId, shopId, name: skuName, priceMinor, livePriceMinor } = sku;
      const forSale = sku.forSale && state === 'shown';
      const currency = currencies.get(shopId)!;
      const says = { skuId, productId, shopId, title, skuName, currency, forSale, limitPerBuyer, taxClass };
      const { firstPaid, minutes: holdMinutes } = reserve;
      return [skuId, { ...says, priceMinor, livePriceMinor, firstPaid, holdMinutes }];
    }),
  );
}

async function describeProducts(needs: Needs, tx: Tx, productIds: readonly string[]): Promise<Fact[]> {
  if (productIds.length === 0) return [];
  await lockProducts(tx, productIds, 'share');
  // Variants off sale are described too: when one comes back, the stream knows it already.
  const skus = await readSkuRows(tx.sql, { products: productIds });
  const left = await needs.shareLeft(tx, idsOf(skus));
  return skus.flatMap(({ id: skuId, priceMinor, livePriceMinor }) => [
    fact('price.changed', { skuId, priceMinor, ...(livePriceMinor === null ? {} : { livePriceMinor }) }),
    stockFact('stock.changed', { skuId, left: left.get(skuId) ?? 0 }),
  ]);
}

async function currenciesOf(needs: Needs, sql: Reader, rows: readonly ProductRow[]): Promise<Map<string, string>> {
  const currencies = new Map<string, string>();
  for (const shopId of new Set(rows.map((row) => row.shopId))) {
    const currency = await needs.currencyOf(sql, shopId);
    if (currency === null) throw new Error(`The shop ${shopId} has products and no currency.`);
    currencies.set(shopId, currency);
  }
  return currencies;
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map((row) => row.id);
}
