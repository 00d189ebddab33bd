import { Value } from 'typebox/value';
import { fractionDigits, moneyMinorMax } from '../../platform/kit/money.ts';
import { Id, Lines, Text } from '../../platform/kit/schema.ts';
import { type TaxClass, taxClasses } from '../shops/tax-class.ts';
import { type CsvRow, unguarded } from './csv-table.ts';
import type { ImportError } from './import-protocol.ts';
import {
  aboutCharsMax,
  limitPerBuyerMax,
  onHandMax,
  optionCharsMax,
  skuCodeCharsMax,
  skuNameCharsMax,
} from './protocol.ts';

/** What is wrong, noted while a line is read. */
export type Note = (error: ImportError) => void;

/** The cells of one line, each read as what it is. `undefined`: there is no such column, so it stays as it was. */
export function readCells({ line, cells }: CsvRow, currency: string, note: Note) {
  const wrong = (column: string, code: string) => note({ line, column, code });
  const raw = (column: string) => {
    const cell = cells[column];
    return cell === undefined ? undefined : unguarded(cell).replaceAll('\r\n', '\n').trim();
  };
  const text = (column: string, schema: ReturnType<typeof Text>) => {
    const value = raw(column);
    if (value === undefined || value === '' || Value.Check(schema, value)) return value;
    wrong(column, 'cell_text');
    return undefined;
  };
  const number = (column: string, min: number, max: number) => {
    const value = raw(column);
    if (value === undefined || value === '') return value === undefined ? undefined : null;
    if (/^\d{1,7}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    wrong(column, 'cell_number');
    return undefined;
  };
  const money = (column: string) => {
    const value = raw(column);
    if (value === undefined || value === '') return value === undefined ? undefined : null;
    const minor = readMoney(value, currency);
    if (minor === null) wrong(column, 'cell_price');
    return minor ?? undefined;
  };
  const state = raw('state');
  if (state && !isState(state)) wrong('state', 'cell_state');
  const taxClass = raw('tax_class');
  if (taxClass && !isTaxClass(taxClass)) wrong('tax_class', 'cell_tax_class');
  const about = Lines(aboutCharsMax);
  return {
    line,
    productId: text('product_id', Id),
    title: text('title', Text(120)),
    description: text('description', Lines(4000)),
    state: state !== undefined && isState(state) ? state : undefined,
    taxClass: taxClass !== undefined && isTaxClass(taxClass) ? taxClass : undefined,
    limitPerBuyer: number('limit_per_buyer', 1, limitPerBuyerMax),
    functions: text('functions', about),
    materials: text('materials', about),
    care: text('care', about),
    box: text('box', about),
    optionNames: [1, 2, 3].map((at) => text(`option${at}_name`, Text(optionCharsMax))),
    values: [1, 2, 3].map((at) => text(`option${at}_value`, Text(optionCharsMax))),
    skuId: text('sku_id', Id),
    code: text('sku_code', Text(skuCodeCharsMax)),
    // The name of a variant with options is made of them, and may be longer than one that is typed.
    variant: raw('option1_name') ? undefined : text('variant', Text(skuNameCharsMax)),
    /** Something stands there, whether or not it could be read. */
    priced: Boolean(raw('price')),
    priceMinor: money('price'),
    livePriceMinor: money('live_price'),
    onHand: number('on_hand', 0, onHandMax),
  };
}
export type Cells = ReturnType<typeof readCells>;

function isState(text: string): text is 'draft' | 'shown' | 'archived' {
  return text === 'draft' || text === 'shown' || text === 'archived';
}

function isTaxClass(text: string): text is TaxClass {
  return (taxClasses as readonly string[]).includes(text);
}

/** "12.90" or "12,90", without groups and signs, so that it has one reading only. */
export function readMoney(text: string, currency: string): number | null {
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text);
  const digits = fractionDigits(currency);
  const fraction = found?.[2] ?? '';
  if (!found || fraction.length > digits) return null;
  const minor = Number(found[1] + fraction.padEnd(digits, '0'));
  return minor <= moneyMinorMax ? minor : null;
}
