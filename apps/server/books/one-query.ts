import type { Invariant } from '../../../features/ledger/server/invariant.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';

/** As each query gives it: amounts and units by how much there is too much. */
interface Row {
  readonly id: string;
  readonly currency?: string | null;
  readonly offMinor?: number | null;
  readonly offUnits?: number | null;
}

export type Code = Invariant['codes'][number];
type About = Pick<Invariant, 'of' | 'says' | 'slow' | 'settles'>;
export type Ids = readonly string[];

/** An invariant that is one query: what it finds has its code. */
export function oneQuery(
  code: Code,
  about: About,
  query: (sql: Sql, ids: string[]) => Promise<readonly Row[]>,
): Invariant {
  return {
    ...about,
    codes: [code],
    async find(sql: Reader, ids: Ids) {
      const rows = await query(sql as Sql, ids as string[]);
      return rows.map(({ id, currency, offMinor, offUnits }) => ({
        ...{ code, id },
        ...(currency ? { currency } : {}),
        ...(typeof offMinor === 'number' ? { offMinor } : {}),
        ...(typeof offUnits === 'number' ? { offUnits } : {}),
      }));
    },
  };
}
