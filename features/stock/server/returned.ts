import type { Tx } from '../../../platform/beat/transact.ts';
import type { Stock } from '../stock.ts';
import { insertEntries } from './journal-store.ts';
import { addReturned } from './store.ts';

/**
 * Units of orders that stand come back into stock: their rows are locked by the order's transaction. They left as sold and
 * come as returned, each with an entry of the journal that says of which order. [S13]
 */
export async function takeBack(
  tellRooms: (tx: Tx, changed: readonly Stock[]) => Promise<void>,
  tx: Tx,
  rows: readonly {
    readonly skuId: string;
    readonly units: number;
    readonly accountId: string;
    readonly note: string;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  const after = await addReturned(tx, rows);
  const shopOf = new Map(after.map(({ skuId, shopId }) => [skuId, shopId]));
  await insertEntries(
    tx,
    rows.map((row) => ({ ...row, shopId: shopOf.get(row.skuId)!, reason: 'returned' })),
  );
  await tellRooms(tx, after);
}
