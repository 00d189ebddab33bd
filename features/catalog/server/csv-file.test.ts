import { expect, test } from 'vitest';
import { importBytesMax, importRowsMax } from '../import-protocol.ts';
import { readCsv } from './csv-file.ts';

const read = (text: string) => readCsv(Buffer.from(text));
const rowsOf = (text: string) => {
  const file = read(text);
  if ('refused' in file) throw new Error(file.refused);
  return file;
};

test('[C38] UTF-8 with or without a byte order mark, with each kind of line and separator', () => {
  const expected = [{ line: 2, cells: { title: 'Tasse, groß', price: '5' } }];
  expect(rowsOf('title,price\n"Tasse, groß",5').rows).toEqual(expected);
  expect(rowsOf('\ufefftitle;price\r\n"Tasse, groß";5\r\n').rows).toEqual(expected);
  expect(rowsOf('title\tprice\nTasse, groß\t5\n').rows).toEqual(expected);
  expect(readCsv(Buffer.from('title,price\nTasse gro\xdf,5', 'latin1'))).toEqual({ refused: 'csv_not_utf8' });
});

test('[C38] a line is numbered by where it begins, over cells of several lines and empty ones', () => {
  const { rows } = rowsOf('title,description\nMug,"Thrown.\nGlazed."\n\n,\nVase,x\n');
  expect(rows.map(({ line, cells }) => [line, cells.title])).toEqual([
    [2, 'Mug'],
    [6, 'Vase'],
  ]);
});

test('[C38] a file that is too large, too long or empty is refused whole', () => {
  expect(readCsv(Buffer.alloc(importBytesMax + 1, 'a'))).toEqual({ refused: 'csv_too_large' });
  const rows = (count: number) => `title\n${'Mug\n'.repeat(count)}`;
  expect(read(rows(importRowsMax + 1))).toMatchObject({ refused: 'csv_too_many_rows' });
  expect(rowsOf(rows(importRowsMax)).rows).toHaveLength(importRowsMax);
  for (const empty of ['', '\ufeff', 'title', '\n\n']) expect(read(empty)).toEqual({ refused: 'csv_empty' });
});

test('[C36] a table that is none is named by its line and column', () => {
  const errors = (text: string) => rowsOf(text).errors.map(({ line, column, code }) => [line, column, code]);
  expect(errors('title,colour\nMug,red')).toEqual([[1, 'colour', 'column_unknown']]);
  expect(errors('title,Title\nMug,Mug')).toEqual([[1, 'title', 'column_twice']]);
  expect(errors('price\n5')).toEqual([[1, 'title', 'column_needed']]);
  expect(errors('title,price\nMug,5,6')).toEqual([[2, '', 'cells_beyond']]);
  expect(errors('title,price\n"Mug,5\n')[0]![2]).toBe('csv_broken');
});
