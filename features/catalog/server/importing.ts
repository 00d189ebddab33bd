import { createHash, randomUUID } from 'node:crypto';
import { bodySum, once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { decideDraft } from '../catalog.ts';
import { type ImportPlan, type PlannedProduct, planImport } from '../csv-plan.ts';
import type { ImportState } from '../csv-state.ts';
import { type CsvRow, unguarded } from '../csv-table.ts';
import type { ImportDone, ImportPreview } from '../import-protocol.ts';
import { wholeDraft } from '../whole-draft.ts';
import { type CsvFile, readCsv } from './csv-file.ts';
import type { CatalogNeeds } from './needs.ts';
import { insertProduct, lockProducts, readProductRows, readSkuRows, updateProduct } from './store.ts';
import { readHeldProducts, readSkusOfCodes } from './store-import.ts';
import { checkIds, type StockRow, transactOrUndo, Undo, type Writing, writeProduct, writeStock } from './writing.ts';

export interface Importing {
  preview(actor: Named, shopId: string, upload: Buffer): Promise<ImportPreview | Refusal>;
  apply(actor: Named, shopId: string, wish: ImportWish): Promise<ImportDone | Refusal>;
}

export interface ImportWish {
  readonly importId: string;
  /** The plan that was seen. */
  readonly plan: string;
  readonly upload: Buffer;
}

export function createImporting(needs: CatalogNeeds): Importing {
  return {
    async preview(actor, shopId, upload) {
      const currency = await allowed(needs, actor, shopId);
      if (isRefusal(currency)) return currency;
      const file = readCsv(upload);
      if (isRefusal(file)) return file;
      const plan = await planOf(needs, needs.sql, { shopId, currency, file });
      return { plan: sumOf(plan), lines: [...plan.lines], errors: [...plan.errors] };
    },
    async apply(actor, shopId, wish) {
      const currency = await allowed(needs, actor, shopId);
      if (isRefusal(currency)) return currency;
      const file = readCsv(wish.upload);
      if (isRefusal(file)) return file;
      return apply(needs, actor, { shopId, currency, file }, wish);
    },
  };
}

interface Asked {
  readonly shopId: string;
  readonly currency: string;
  readonly file: CsvFile;
}

async function allowed(needs: CatalogNeeds, actor: Named, shopId: string): Promise<string | Refusal> {
  if (!may(actor, 'product.change', shopId)) return refuse('not_allowed');
  return (await needs.currencyOf(needs.sql, shopId)) ?? refuse('not_found');
}

/** All or nothing: the products are locked, what the file means is decided anew, and it must be what was seen. */
function apply(needs: CatalogNeeds, actor: Named, asked: Asked, { importId, plan: seen, upload }: ImportWish) {
  const { shopId, file } = asked;
  const body = { plan: seen, file: createHash('sha256').update(upload).digest('base64url') };
  const key = { id: importId, actor: actor.accountId, act: `product.import ${shopId}`, body };
  return transactOrUndo(needs, (tx) =>
    once<ImportDone>(tx, key, async () => {
      await lockProducts(tx, [...(await namedIn(tx.sql, shopId, file.rows)).productIds], 'change');
      const plan = await planOf(needs, tx.sql, asked);
      if (plan.errors.length > 0) return refuse('import_has_errors', { errors: plan.errors.length });
      if (sumOf(plan) !== seen) return refuse('import_changed');
      const stock: StockRow[] = [];
      for (const planned of plan.products)
        stock.push(...(await writePlanned(needs, tx, { shopId, by: actor.accountId }, planned)));
      await writeStock(needs, tx, stock, actor.accountId);
      const count = (what: string) => plan.lines.filter((line) => line.what === what).length;
      return { made: count('made'), changed: count('changed'), left: count('left') };
    }),
  );
}

/** Of two imports the other one may have made what this one wants to make: then all of this one is undone. */
async function writePlanned(
  needs: CatalogNeeds,
  tx: Tx,
  { shopId, by }: Pick<Writing, 'shopId' | 'by'>,
  { productId, held, draft }: PlannedProduct,
) {
  const whole = wholeDraft(held, draft);
  const decision = (await checkIds(tx, shopId, productId, whole)) ?? decideDraft(productId, held, whole);
  if (isRefusal(decision)) throw new Undo(decision);
  if (held) await updateProduct(tx, productId, whole);
  else await insertProduct(tx, shopId, productId, whole);
  const known = new Set(held?.skus.map(({ id }) => id));
  return writeProduct(needs, tx, { shopId, productId, draft: whole, decision, known, by });
}

async function planOf(needs: CatalogNeeds, sql: Reader, { shopId, currency, file }: Asked): Promise<ImportPlan> {
  const state = await readState(needs, sql, shopId, currency, file.rows);
  const plan = planImport(state, file.rows, randomUUID);
  return { ...plan, errors: [...file.errors, ...plan.errors] };
}

/** New ids are made anew each time, so a plan is named by what a person sees of it. */
function sumOf({ lines, errors }: ImportPlan): string {
  return bodySum({ lines, errors });
}

async function readState(
  needs: CatalogNeeds,
  sql: Reader,
  shopId: string,
  currency: string,
  rows: readonly CsvRow[],
): Promise<ImportState> {
  const { productIds, skuOfCode } = await namedIn(sql, shopId, rows);
  const products = (await readProductRows(sql, [...productIds])).filter((product) => product.shopId === shopId);
  const held = await readHeldProducts(sql, products);
  const skus = [...held].flatMap(([productId, product]) => product.skus.map(({ id }) => [id, productId] as const));
  const skuIds = skus.map(([id]) => id);
  return {
    ...{ currency, products: held, productOfSku: new Map(skus), skuOfCode },
    onHand: await needs.readOnHand(sql, skuIds),
    left: await needs.readLeft(sql, skuIds),
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The products that the lines name, by any of their names. */
async function namedIn(sql: Reader, shopId: string, rows: readonly CsvRow[]) {
  const cellsOf = (column: string) => [...new Set(rows.map(({ cells }) => unguarded(cells[column] ?? '').trim()))];
  const coded = await readSkusOfCodes(sql, shopId, cellsOf('sku_code').filter(Boolean));
  const ids = cellsOf('sku_id').filter((id) => uuid.test(id));
  const skus = await readSkuRows(sql, { skus: [...ids, ...coded.map(({ id }) => id)] });
  const own = skus.filter((sku) => sku.shopId === shopId).map((sku) => sku.productId);
  const productIds = new Set([...cellsOf('product_id').filter((id) => uuid.test(id)), ...own]);
  return { productIds, skuOfCode: new Map(coded.map(({ id, code }) => [code, id])) };
}
