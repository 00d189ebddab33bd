import type { Cells, Note } from './csv-cells.ts';
import { changesOf } from './csv-changes.ts';
import type { ImportState, ProductLines } from './csv-state.ts';
import type { ImportLine } from './import-protocol.ts';
import { type About, aboutKeys, type Option, type ProductDraft, type SkuDraft } from './protocol.ts';
import { type HeldProduct, type HeldSku, nothingAbout } from './whole-draft.ts';

interface Drafted {
  readonly productId: string;
  readonly held: HeldProduct | null;
  readonly draft: ProductDraft;
  readonly lines: readonly ImportLine[];
}

/** The product as its lines want it; variants that no line names stay as they are. Null when a line cannot be meant. */
export function draftOf(state: ImportState, group: ProductLines, note: Note, newId: () => string): Drafted | null {
  const held = group.productId === null ? null : (state.products.get(group.productId) ?? null);
  const [first] = group.cells;
  const agreed = onceSaid(group.cells, note);
  const title = agreed.title || held?.title;
  if (!first || !title) return null;
  const options = optionsOf(held, group.cells);
  const onSale = held?.skus.filter((sku) => sku.forSale) ?? [];
  const named = group.cells.map((cells) => skuOf(state, cells, { held, options, note, newId }));
  if (named.some((sku) => sku === null)) return null;
  const wanted = named.filter((sku) => sku !== null);
  const same = (one: SkuDraft, other: SkuDraft) =>
    one.id === other.id || (options.length === 0 && !onSale.some(({ id }) => id === one.id) && one.name === other.name);
  const twice = wanted.find((sku, at) => wanted.findIndex((other) => same(sku, other)) < at);
  if (twice) note({ line: group.cells[wanted.lastIndexOf(twice)]!.line, column: '', code: 'sku_twice' });
  const byId = new Map(wanted.map((sku) => [sku.id, sku]));
  const kept = onSale.map((sku) => byId.get(sku.id) ?? bareSku(sku));
  const added = wanted.filter((sku) => !onSale.some(({ id }) => id === sku.id));
  const productId = group.productId ?? newId();
  const draft: ProductDraft = {
    id: productId,
    ...{ title, description: agreed.description ?? held?.description ?? '' },
    state: agreed.state ?? held?.state ?? 'draft',
    pictureIds: [...(held?.pictureIds ?? [])],
    limitPerBuyer: agreed.limitPerBuyer === undefined ? (held?.limitPerBuyer ?? null) : agreed.limitPerBuyer,
    taxClass: agreed.taxClass ?? held?.taxClass ?? 'standard',
    about: aboutOf(held, agreed),
    options,
    skus: [...kept, ...added],
  };
  const lines = group.cells.map((cells, at) =>
    changesOf(state, { line: cells.line, held, draft, sku: wanted[at]!, first: at === 0 }),
  );
  return { productId, held, draft, lines };
}

type Said = Pick<Cells, 'title' | 'description' | 'state' | 'limitPerBuyer' | 'taxClass' | keyof About>;
const ofProduct = ['title', 'description', 'state', 'limitPerBuyer', 'taxClass', ...aboutKeys] as const;
const columnOf = (key: string) => key.replace(/[A-Z]/g, (large) => `_${large.toLowerCase()}`);

/** What the first line says of the product counts; another may be silent, and must not say something else. */
function onceSaid(cells: readonly Cells[], note: Note): Said {
  const [first, ...others] = cells;
  for (const other of others) {
    for (const key of ofProduct) {
      const said = other[key] || undefined;
      if (said !== undefined && said !== (first?.[key] ?? undefined)) {
        note({ line: other.line, column: columnOf(key), code: 'cell_differs' });
      }
    }
  }
  return first!;
}

function aboutOf(held: HeldProduct | null, said: Said): About {
  const before = held?.about ?? nothingAbout;
  return Object.fromEntries(aboutKeys.map((key) => [key, said[key] ?? before[key]])) as About;
}

/** Options with every value that there was or is named; without any column for them they stay as they are. */
function optionsOf(held: HeldProduct | null, cells: readonly Cells[]): Option[] {
  const [first] = cells;
  const before = held?.options ?? [];
  if (first?.optionNames.every((name) => name === undefined)) return [...before];
  const names = first!.optionNames.filter((name) => Boolean(name)) as string[];
  return names.map((name, at) => {
    const old = before.find((option) => option.name === name)?.values ?? [];
    return { name, values: [...new Set([...old, ...cells.flatMap((one) => one.values[at] || [])])] };
  });
}

interface SkuContext {
  readonly held: HeldProduct | null;
  readonly options: readonly Option[];
  readonly note: Note;
  readonly newId: () => string;
}

function skuOf(state: ImportState, cells: Cells, { held, options, note, newId }: SkuContext): SkuDraft | null {
  const before = knownSku(state, cells, held, options);
  const owner = cells.code ? state.skuOfCode.get(cells.code) : undefined;
  if (owner !== undefined && owner !== before?.id) return taken(cells, note);
  const priceMinor = cells.priceMinor ?? (cells.priceMinor === undefined ? before?.priceMinor : undefined);
  if (priceMinor === undefined) return missing(cells, note);
  const id = before?.id ?? newId();
  const units = cells.onHand ?? undefined;
  const heldUnits = (state.onHand.get(id) ?? 0) - (state.left.get(id) ?? 0);
  if (units !== undefined && units < heldUnits) note({ line: cells.line, column: 'on_hand', code: 'stock_below_held' });
  const changes = units !== undefined && units !== (before ? (state.onHand.get(id) ?? 0) : null);
  return {
    ...{ id, name: cells.variant ?? before?.name ?? '', priceMinor },
    livePriceMinor: cells.livePriceMinor === undefined ? (before?.livePriceMinor ?? null) : cells.livePriceMinor,
    code: cells.code === undefined ? (before?.code ?? null) : cells.code || null,
    values: options.map((_, at) => cells.values[at] || before?.values[at] || ''),
    pictureId: before?.pictureId ?? null,
    ...(changes ? { onHand: units } : {}),
  };
}

/** By its id, by its code, or by its name or values among what is on sale. */
function knownSku(
  state: ImportState,
  cells: Cells,
  held: HeldProduct | null,
  options: readonly Option[],
): HeldSku | undefined {
  if (cells.skuId) return held?.skus.find(({ id }) => id === cells.skuId);
  const coded = cells.code ? state.skuOfCode.get(cells.code) : undefined;
  const byCode = held?.skus.find(({ id }) => id === coded);
  if (byCode) return byCode;
  const onSale = held?.skus.filter((sku) => sku.forSale) ?? [];
  if (options.length > 0) return onSale.find(({ values }) => options.every((_, at) => values[at] === cells.values[at]));
  return onSale.find(({ name }) => name === (cells.variant ?? ''));
}

function bareSku({ id, name, priceMinor, livePriceMinor, code, values, pictureId }: HeldSku): SkuDraft {
  return { id, name, priceMinor, livePriceMinor, code, values: [...values], pictureId };
}

function taken({ line }: Cells, note: Note): null {
  note({ line, column: 'sku_code', code: 'sku_code_taken' });
  return null;
}

/** A price that could not be read is named already. */
function missing({ line, priced }: Cells, note: Note): null {
  if (!priced) note({ line, column: 'price', code: 'cell_needed' });
  return null;
}
