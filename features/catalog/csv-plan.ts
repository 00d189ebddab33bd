import { Value } from 'typebox/value';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { decideDraft } from './catalog.ts';
import { type Cells, type Note, readCells } from './csv-cells.ts';
import { draftOf } from './csv-drafts.ts';
import type { ImportState, ProductLines } from './csv-state.ts';
import type { CsvRow } from './csv-table.ts';
import { type ImportError, type ImportLine, importErrorsMax } from './import-protocol.ts';
import { ProductDraft } from './protocol.ts';
import type { HeldProduct } from './whole-draft.ts';

export interface PlannedProduct {
  readonly productId: string;
  readonly held: HeldProduct | null;
  readonly draft: ProductDraft;
}

export interface ImportPlan {
  /** What is to be written: products that nothing changes are left out. */
  readonly products: readonly PlannedProduct[];
  readonly lines: readonly ImportLine[];
  readonly errors: readonly ImportError[];
}

/** What a file means for the shop. Nothing is written here; one error is enough that nothing will be. [C36] */
export function planImport(state: ImportState, rows: readonly CsvRow[], newId: () => string): ImportPlan {
  const errors: ImportError[] = [];
  const note: Note = (error) => errors.push(error);
  const read = rows.map((row) => readCells(row, state.currency, note));
  for (const cells of codesTwice(read)) note({ line: cells.line, column: 'sku_code', code: 'sku_code_taken' });
  const lines: ImportLine[] = [];
  const products: PlannedProduct[] = [];
  for (const group of byProduct(state, read, note)) {
    const planned = draftOf(state, group, note, newId);
    if (!planned) continue;
    const { productId, held, draft } = planned;
    const decision = decideDraft(productId, held, draft);
    if (!Value.Check(ProductDraft, draft)) note({ line: group.cells[0]!.line, column: '', code: 'product_limits' });
    else if (isRefusal(decision)) note({ line: group.cells[0]!.line, column: '', code: decision.refused });
    lines.push(...planned.lines);
    if (planned.lines.some(({ what }) => what !== 'left')) products.push({ productId, held, draft });
  }
  lines.sort((one, other) => one.line - other.line);
  errors.sort((one, other) => one.line - other.line);
  return { products, lines, errors: errors.slice(0, importErrorsMax) };
}

/** A code that an earlier line has given away. */
function codesTwice(read: readonly Cells[]): Cells[] {
  return read.filter(({ code }, at) => code && read.findIndex((other) => other.code === code) < at);
}

/** Lines of one product: by its id, by a variant's id or code, and those of a new one by its title. */
function byProduct(state: ImportState, read: readonly Cells[], note: Note): ProductLines[] {
  const groups = new Map<string, { productId: string | null; cells: Cells[] }>();
  for (const cells of read) {
    const productId = productOf(state, cells, note);
    if (productId === undefined) continue;
    const key = productId ?? `new ${cells.title}`;
    const group = groups.get(key);
    if (group) group.cells.push(cells);
    else groups.set(key, { productId, cells: [cells] });
  }
  return [...groups.values()];
}

/** Null for a new product, undefined for none that could be meant. */
function productOf(state: ImportState, cells: Cells, note: Note): string | null | undefined {
  const { line } = cells;
  const ofSku = cells.skuId ? state.productOfSku.get(cells.skuId) : undefined;
  if (cells.skuId && ofSku === undefined) return void note({ line, column: 'sku_id', code: 'sku_unknown' });
  if (cells.productId) {
    const known = state.products.has(cells.productId);
    if (!known) return void note({ line, column: 'product_id', code: 'product_unknown' });
    if (ofSku && ofSku !== cells.productId) return void note({ line, column: 'sku_id', code: 'sku_unknown' });
    return cells.productId;
  }
  if (ofSku) return ofSku;
  const coded = cells.code ? state.skuOfCode.get(cells.code) : undefined;
  if (coded) return state.productOfSku.get(coded);
  if (cells.title) return null;
  return void note({ line, column: 'title', code: 'cell_needed' });
}
