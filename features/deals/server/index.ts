import type { Tx } from '../../../platform/beat/transact.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { phaseOf } from '../deals.ts';
import { fact } from '../protocol.ts';
import { createActing } from './acting.ts';
import type { DealsNeeds } from './needs.ts';
import { routes } from './routes.ts';
import {
  addTaken,
  type DealRow,
  deleteOfRoom,
  deleteTakings,
  insertTakings,
  lockRunning,
  moveTakings,
  readRunning,
  readTaken,
  type Taking,
} from './store.ts';

export const migrations: Migration = { name: 'deals', folder: new URL('migrations', import.meta.url).pathname };

export type DealsFeature = ReturnType<typeof createDeals>;

export function createDeals(needs: DealsNeeds) {
  const acting = createActing(needs);
  return {
    migrations,
    /** For a sale: locked after its SKUs and accounts, and before anything of its orders. */
    lockRunning,
    readRunning,
    readTaken,
    take,
    release,
    moveOwned: moveTakings,
    deleteOfRoom,
    routes: (app: App) => routes(app, needs, acting),
  };
}

/** What new orders take. The deals are locked already. */
async function take(tx: Tx, takings: readonly Taking[]): Promise<void> {
  if (takings.length === 0) return;
  await insertTakings(tx, takings);
  tellTaken(tx, await addTaken(tx, sumByDeal(takings)));
}

/** What orders give back that are over. While the deal runs others may have it. */
async function release(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const back = await deleteTakings(tx, orderIds);
  if (back.length === 0) return;
  tellTaken(tx, await addTaken(tx, sumByDeal(back.map(({ dealId, units }) => ({ dealId, units: -units })))));
}

function sumByDeal(takings: readonly Pick<Taking, 'dealId' | 'units'>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { dealId, units } of takings) sums.set(dealId, (sums.get(dealId) ?? 0) + units);
  return sums;
}

function tellTaken(tx: Tx, deals: readonly DealRow[]): void {
  for (const deal of deals) {
    if (phaseOf(deal, tx.now) !== 'running') continue;
    tx.tell(roomStream(deal.roomId), fact('deal.taken', { dealId: deal.id, taken: deal.taken }));
  }
}
