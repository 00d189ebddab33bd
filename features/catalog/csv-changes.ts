import { editableMoney } from '../../platform/kit/money.ts';
import type { ImportState } from './csv-state.ts';
import type { ImportLine } from './import-protocol.ts';
import { aboutKeys, type ProductDraft, type SkuDraft } from './protocol.ts';
import { type HeldProduct, wholeDraft } from './whole-draft.ts';

interface Compared {
  readonly line: number;
  readonly held: HeldProduct | null;
  readonly draft: ProductDraft;
  readonly sku: SkuDraft;
  /** The first line of its product says what changes of the product itself. */
  readonly first: boolean;
}

type Column = readonly [column: string, from: string, to: string];
const shownCharsMax = 80;

/** One line as the preview shows it: what is made, or what changes from what to what. */
export function changesOf(state: ImportState, { line, held, draft, sku, first }: Compared): ImportLine {
  const whole = wholeDraft(held, draft);
  const after = whole.skus.find(({ id }) => id === sku.id) ?? whole.skus[0]!;
  const before = held?.skus.find(({ id, forSale }) => id === sku.id && forSale);
  const said = { line, title: draft.title, variant: after.name };
  if (!held || !before) return { ...said, what: 'made', changes: [] };
  const money = (minor: number | null) => (minor === null ? '' : editableMoney(minor, state.currency, 'en'));
  const units = String(state.onHand.get(sku.id) ?? 0);
  const columns: Column[] = [
    ['variant', before.name, after.name],
    ['sku_code', before.code ?? '', after.code ?? ''],
    ['price', money(before.priceMinor), money(after.priceMinor)],
    ['live_price', money(before.livePriceMinor), money(after.livePriceMinor)],
    ['on_hand', units, String(sku.onHand ?? units)],
    ...(first ? productColumns(held, whole) : []),
  ];
  const changes = columns
    .filter(([, from, to]) => from !== to)
    .map(([column, from, to]) => ({ column, from: from.slice(0, shownCharsMax), to: to.slice(0, shownCharsMax) }));
  return { ...said, what: changes.length > 0 ? 'changed' : 'left', changes };
}

function productColumns(held: HeldProduct, draft: ReturnType<typeof wholeDraft>): Column[] {
  const options = (of: HeldProduct | ReturnType<typeof wholeDraft>) =>
    of.options.map(({ name, values }) => `${name}: ${values.join(', ')}`).join('; ');
  return [
    ['title', held.title, draft.title],
    ['description', held.description, draft.description],
    ['state', held.state, draft.state],
    ['limit_per_buyer', String(held.limitPerBuyer ?? ''), String(draft.limitPerBuyer ?? '')],
    ['tax_class', held.taxClass, draft.taxClass],
    ...aboutKeys.map((key): Column => [key, held.about[key], draft.about[key]]),
    ['options', options(held), options(draft)],
  ];
}
