import type { Reader } from '../../../platform/db/connect.ts';
import { cutPage, readCursor, writeCursor } from '../../../platform/kit/cursor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { readSearch } from '../../../platform/kit/search-text.ts';
import { type ProductPage, type ProductQuery, productsPerPage } from '../product-pages.ts';
import type { Product } from '../protocol.ts';
import { type Listed, type ListWish, listProducts, readNumber } from './list-store.ts';
import type { CatalogNeeds } from './needs.ts';
import { readSkuRows } from './store.ts';

/** Products that one request looks at for sold out ones: whoever has looked at so many goes on with the next request. */
export const soldOutLookedMax = 1_000;
const lookedAtOnce = 100;

type Needs = Pick<CatalogNeeds, 'readLeft'> & {
  readonly readProducts: (sql: Reader, ids: readonly string[]) => Promise<Product[]>;
};

/** A page of a shop's products. [C40] `staff` sees all of them, others what is shown. [C41] */
export async function readPage(
  needs: Needs,
  sql: Reader,
  { shopId, staff }: { readonly shopId: string; readonly staff: boolean },
  { which = 'all', search, after, limit = productsPerPage }: ProductQuery,
): Promise<ProductPage | Refusal> {
  const words = readSearch(search);
  if (isRefusal(words)) return words;
  const before = await readBefore(sql, shopId, after);
  if (isRefusal(before)) return before;
  const wanted = staff ? which : which === 'soldOut' ? 'soldOut' : 'shown';
  const state = wanted === 'all' ? null : wanted === 'soldOut' ? 'shown' : wanted;
  const wish: ListWish = { shopId, state, before, words };
  const { ids, next } =
    wanted === 'soldOut'
      ? await soldOutPage(needs, sql, wish, limit)
      : pageOf(await listProducts(sql, wish, limit + 1), limit);
  return { products: await needs.readProducts(sql, ids), next };
}

async function readBefore(sql: Reader, shopId: string, after: string | undefined): Promise<number | null | Refusal> {
  if (after === undefined) return null;
  const id = readCursor('p', after);
  return (id && (await readNumber(sql, shopId, id))) || refuse('cursor_unknown');
}

function pageOf(rows: readonly Listed[], limit: number) {
  const { page, next } = cutPage('p', rows, limit);
  return { ids: page.map(({ id }) => id), next };
}

/** What is sold out is the stock's to say, so products are looked at one page after the other, and not without end. */
async function soldOutPage(needs: Needs, sql: Reader, wish: ListWish, limit: number) {
  const found: Listed[] = [];
  let { before } = wish;
  for (let looked = 0; looked < soldOutLookedMax; looked += lookedAtOnce) {
    const rows = await listProducts(sql, { ...wish, before }, lookedAtOnce);
    const gone = await soldOutOf(needs, sql, rows);
    found.push(...rows.filter(({ id }) => gone.has(id)));
    if (found.length > limit || rows.length < lookedAtOnce) return pageOf(found, limit);
    before = rows.at(-1)!.number;
    if (looked + lookedAtOnce >= soldOutLookedMax)
      return { ids: found.map(({ id }) => id), next: writeCursor('p', rows.at(-1)!.id) };
  }
  return pageOf(found, limit);
}

async function soldOutOf(needs: Needs, sql: Reader, rows: readonly Listed[]): Promise<Set<string>> {
  const skus = (await readSkuRows(sql, { products: rows.map(({ id }) => id) })).filter(({ forSale }) => forSale);
  const left = await needs.readLeft(
    sql,
    skus.map(({ id }) => id),
  );
  const had = new Set(skus.filter(({ id }) => (left.get(id) ?? 0) > 0).map(({ productId }) => productId));
  return new Set(rows.map(({ id }) => id).filter((id) => !had.has(id)));
}
