import { editableMoney } from '../../platform/kit/money.ts';
import { aboutKeys, optionsMax, type Product } from './protocol.ts';

/** The columns of the file, one line for each variant. What is said of the product stands in each of its lines. */
export const csvColumns = [
  ...['product_id', 'title', 'description', 'state', 'limit_per_buyer', 'tax_class', ...aboutKeys],
  ...Array.from({ length: optionsMax }, (_, at) => [`option${at + 1}_name`, `option${at + 1}_value`]).flat(),
  ...['sku_id', 'sku_code', 'variant', 'price', 'live_price', 'on_hand'],
] as const;
export type CsvColumn = string;

/** One line: its number in the file, from 1, and its cells by column. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<CsvColumn, string>>;
}

/** What a spreadsheet would reckon instead of show gets an apostrophe before it, and loses it when it is read. [C37] */
export function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

export function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** The lines of one product. */
export function csvLines(product: Product, onHand: ReadonlyMap<string, number>): Record<CsvColumn, string>[] {
  const money = (minor: number) => editableMoney(minor, product.currency, 'en');
  const ofProduct = {
    product_id: product.id,
    ...{ title: product.title, description: product.description, state: product.state },
    limit_per_buyer: String(product.limitPerBuyer ?? ''),
    tax_class: product.taxClass,
    ...product.about,
    ...Object.fromEntries(product.options.map(({ name }, at) => [`option${at + 1}_name`, name])),
  };
  return product.skus.map((sku) => {
    const line: Record<CsvColumn, string> = {
      ...ofProduct,
      ...Object.fromEntries(sku.values.map((value, at) => [`option${at + 1}_value`, value])),
      ...{ sku_id: sku.id, sku_code: sku.code ?? '', variant: sku.name, price: money(sku.priceMinor) },
      live_price: sku.livePriceMinor === null ? '' : money(sku.livePriceMinor),
      on_hand: String(onHand.get(sku.id) ?? 0),
    };
    return Object.fromEntries(csvColumns.map((column) => [column, guarded(line[column] ?? '')]));
  });
}
