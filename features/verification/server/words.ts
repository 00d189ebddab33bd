import { bodySum } from '../../../platform/beat/once.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import { wordsOfProduct, wordsOfShop } from '../verification.ts';
import type { VerificationNeeds, VerifiedProduct, VerifiedShop } from './needs.ts';

type Of = { readonly shopId: string; readonly productId: string | null };

export interface About {
  readonly shops: ReadonlyMap<string, VerifiedShop>;
  readonly products: ReadonlyMap<string, VerifiedProduct>;
}

/** Shops and products that these are about, as they are now. */
export async function readAbout(
  { readShops, readProducts }: Pick<VerificationNeeds, 'readShops' | 'readProducts'>,
  sql: Reader,
  rows: readonly Of[],
): Promise<About> {
  const shops = await readShops(sql);
  const products = await readProducts(sql, [...new Set(rows.flatMap(({ productId }) => productId ?? []))]);
  return {
    shops: new Map(shops.map((shop) => [shop.id, shop])),
    products: new Map(products.map((product) => [product.id, product])),
  };
}

/** Over the words that a badge stands on. [V5] */
export function sumIn({ shops, products }: About, { shopId, productId }: Of): string {
  return bodySum(productId === null ? wordsOfShop(shops.get(shopId)!) : wordsOfProduct(products.get(productId)!));
}

export async function sumOf(needs: Parameters<typeof readAbout>[0], sql: Reader, row: Of): Promise<string> {
  return sumIn(await readAbout(needs, sql, [row]), row);
}
