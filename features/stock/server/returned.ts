import type { Tx } from '../../../platform/beat/transact.ts';
import type { Stock } from '../stock.ts';
import { insertEntries } from './journal-store.ts';
import { addReturned } from './store.ts';

/**
 * Units of orders that stand come back into stock: their rows are locked by the order's transaction. They left as sold and
 * come as returned, each with an entry of the journal that says of which order. [S15]
 */
export async function takeBack(
  moved: (tx: Tx, after: readonly Stock[], rises: ReadonlyMap<string, number>) => Promise<void>,
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
  const rises = new Map<string, number>();
  for (const { skuId, units } of rows) rises.set(skuId, (rises.get(skuId) ?? 0) + units);
  await moved(tx, after, rises);
}
