import { type CsvError, parse } from 'csv-parse/sync';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type CsvRow, csvColumns } from '../csv-table.ts';
import { type ImportError, importBytesMax, importRowsMax } from '../import-protocol.ts';

export interface CsvFile {
  readonly rows: readonly CsvRow[];
  readonly errors: readonly ImportError[];
}

/** One of these says which product a line is about. */
const namingColumns = ['product_id', 'sku_id', 'sku_code', 'title'];

/** The bytes of an upload as lines with named cells, and what is wrong with the file as a table. */
export function readCsv(upload: Buffer): CsvFile | Refusal {
  if (upload.byteLength > importBytesMax) return refuse('csv_too_large');
  const text = decode(upload);
  if (text === null) return refuse('csv_not_utf8');
  const records = recordsOf(text);
  if ('errors' in records) return records;
  const [header, ...body] = records;
  if (!header || body.length === 0) return refuse('csv_empty');
  if (body.length > importRowsMax) return refuse('csv_too_many_rows', { most: importRowsMax });
  const columns = header.cells.map((name) => name.trim().toLowerCase());
  const errors = [...headerErrors(columns)];
  const rows = body.map(({ line, cells }) => {
    if (cells.length > columns.length) errors.push({ line, column: '', code: 'cells_beyond' });
    return { line, cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])) };
  });
  return { rows: errors.some(({ line }) => line === 1) ? [] : rows, errors };
}

/** A byte order mark may stand before it. Null for what is no UTF-8: guessing would break names without a word. */
function decode(upload: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(upload);
  } catch {
    return null;
  }
}

interface Numbered {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): Numbered[] | CsvFile {
  try {
    const found = parse(text, {
      ...{ delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, info: true },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const withCells = found.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
    return withCells.map(({ record, info }) => ({ line: info.lines - newlinesIn(record), cells: record }));
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number };
    if (!String(code).startsWith('CSV_')) throw error;
    return { rows: [], errors: [{ line: Math.max(1, lines ?? 1), column: '', code: 'csv_broken' }] };
  }
}

/** The parser counts to the end of a record; a person looks for where it begins. */
function newlinesIn(record: readonly string[]): number {
  return record.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0);
}

/** Spreadsheets of countries with a decimal comma part cells by semicolons. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/\r|\n|$/));
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0]!;
}

function headerErrors(columns: readonly string[]): ImportError[] {
  const wrong = columns.flatMap((column, at) => {
    if (!csvColumns.includes(column as never)) return [{ line: 1, column, code: 'column_unknown' }];
    return columns.indexOf(column) < at ? [{ line: 1, column, code: 'column_twice' }] : [];
  });
  const named = columns.some((column) => namingColumns.includes(column));
  return named ? wrong : [...wrong, { line: 1, column: 'title', code: 'column_needed' }];
}
