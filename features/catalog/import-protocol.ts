import { type Static, Type } from 'typebox';

export const importBytesMax = 2 * 1024 * 1024;
export const importRowsMax = 1_000;
/** Errors of one file that are told: whoever has made more has made the same one often. */
export const importErrorsMax = 200;

/** What can be wrong with a line, beside what is refused of any draft. */
export const importErrorCodes = [
  ...(['csv_broken', 'column_unknown', 'column_twice', 'column_needed', 'cells_beyond'] as const),
  ...([
    'cell_text',
    'cell_number',
    'cell_price',
    'cell_state',
    'cell_tax_class',
    'cell_needed',
    'cell_differs',
  ] as const),
  'product_limits' as const,
];

export const ImportError = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  column: Type.String({ description: 'Empty where it is the whole line or product.' }),
  code: Type.String({ description: 'Stable: one of the import, or a refusal of the catalog or the stock.' }),
});
export type ImportError = Static<typeof ImportError>;

export const ImportLine = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  what: Type.Enum(['made', 'changed', 'left']),
  title: Type.String(),
  variant: Type.String(),
  changes: Type.Array(Type.Object({ column: Type.String(), from: Type.String(), to: Type.String() })),
});
export type ImportLine = Static<typeof ImportLine>;

/**
 * GET  /api/shops/:shopId/products.csv                          merchant: all products, one line for each variant
 * POST /api/shops/:shopId/imports/preview -> ImportPreview       merchant; multipart, one file. Writes nothing
 * POST /api/shops/:shopId/imports/:importId?plan= -> ImportDone   merchant; the same file, all or nothing
 */
export const ImportPreview = Type.Object({
  plan: Type.String({
    description: 'Names exactly this; it is refused `import_changed` when it would be another by then.',
  }),
  lines: Type.Array(ImportLine),
  errors: Type.Array(ImportError),
});
export type ImportPreview = Static<typeof ImportPreview>;

export const ImportDone = Type.Object({ made: Type.Integer(), changed: Type.Integer(), left: Type.Integer() });
export type ImportDone = Static<typeof ImportDone>;
