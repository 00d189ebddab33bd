import { type ToldRun, type Transact, type Tx, toldSubject } from '../../../platform/beat/transact.ts';
import type { Reader, Sql, TransactionSql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { fact } from '../protocol.ts';
import { type Hold, leftOf, type Stock, type StockChange, sumChanges, toHold, toRelease, toSell } from '../stock.ts';
import { createAdjusting } from './adjusting.ts';
import { insertEntries } from './journal-store.ts';
import { takeBack } from './returned.ts';
import { routes } from './routes.ts';
import { createSoldOut, type SoldOut } from './sold-out.ts';
import { addChanges, deleteHolds, insertHolds, readStock, writeOnHand } from './store.ts';

export const migrations: Migration = { name: 'stock', folder: new URL('migrations', import.meta.url).pathname };

export interface StockNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly now: () => number;
  /** The rooms that show each SKU: they are told what is left. */
  readonly roomsOfSkus: RoomsOfSkus;
  /** The bus: hears what was sold or put back, here and on other nodes. */
  readonly subscribe: (subject: string, handler: (payload: unknown) => void) => unknown;
}

type RoomsOfSkus = (sql: TransactionSql, skuIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

export interface OnHand {
  readonly skuId: string;
  readonly shopId: string;
  readonly onHand: number;
}

export type StockFeature = ReturnType<typeof createStock>;

export function createStock(needs: StockNeeds) {
  const soldOut = createSoldOut(needs.now);
  needs.subscribe(toldSubject, (runs) => hear(soldOut, runs as readonly ToldRun[]));
  const tellRooms = (tx: Tx, changed: readonly Stock[]) => tell(needs.roomsOfSkus, tx, changed);
  const apply = (tx: Tx, changes: readonly StockChange[]) => applyChanges(tellRooms, tx, changes);
  return {
    migrations,
    /** Sets what was counted; `by` is who did, null for nobody. */
    setOnHand: (tx: Tx, rows: readonly OnHand[], by: string | null) => setOnHand(tellRooms, tx, rows, by),
    readLeft: async (sql: Reader, skuIds: readonly string[]) => leftBySku(await readStock(sql, skuIds, 'none')),
    readOnHand: async (sql: Reader, skuIds: readonly string[]) =>
      new Map((await readStock(sql, skuIds, 'none')).map(({ skuId, onHand }) => [skuId, onHand])),
    /** Held still until the transaction ends: a fact told from it cannot be older than one told by a sale. */
    shareLeft: async (tx: Tx, skuIds: readonly string[]) => leftBySku(await readStock(tx.sql, skuIds, 'share')),
    /** The first locks of every transaction that sells or gives back. */
    lock: async (tx: Tx, skuIds: readonly string[]) => leftBySku(await readStock(tx.sql, skuIds, 'update')),
    apply,
    hold: async (tx: Tx, holds: readonly Hold[]) => {
      if (holds.length > 0) await insertHolds(tx, holds);
      await apply(
        tx,
        holds.map(({ skuId, quantity }) => toHold(skuId, quantity)),
      );
    },
    endHolds,
    takeBack: (tx: Tx, rows: Parameters<typeof takeBack>[2]) => takeBack(tellRooms, tx, rows),
    isSoldOut: soldOut.has,
    routes: (app: App) => routes(app, createAdjusting({ ...needs, tellRooms })),
  };
}

type TellRooms = (tx: Tx, changed: readonly Stock[]) => Promise<void>;

/** Sets what the shop has, and notes by how many that is another. Refused when more than that is held for buyers. */
async function setOnHand(
  tellRooms: TellRooms,
  tx: Tx,
  rows: readonly OnHand[],
  by: string | null,
): Promise<Refusal | undefined> {
  if (rows.length === 0) return undefined;
  const sorted = [...rows].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
  const skuIds = sorted.map((row) => row.skuId);
  const before = new Map((await readStock(tx.sql, skuIds, 'update')).map((stock) => [stock.skuId, stock]));
  for (const { skuId, onHand } of sorted) {
    const held = before.get(skuId)?.held ?? 0;
    if (onHand < held) return refuse('stock_below_held', { held });
  }
  const after = await writeOnHand(tx, sorted);
  const found = sorted.map((row) => ({ ...row, units: row.onHand - (before.get(row.skuId)?.onHand ?? 0) }));
  await insertEntries(
    tx,
    found
      .filter(({ units }) => units !== 0)
      .map(({ skuId, shopId, units }) => ({ skuId, shopId, accountId: by, units, reason: 'counted', note: '' })),
  );
  await tellRooms(
    tx,
    after.filter((stock) => stock.onHand !== before.get(stock.skuId)?.onHand),
  );
  return undefined;
}

/** Moves the numbers of locked rows in one statement; rooms hear of a SKU once, and only when what is left moved. */
async function applyChanges(tellRooms: TellRooms, tx: Tx, changes: readonly StockChange[]): Promise<void> {
  const summed = sumChanges(changes);
  if (summed.length === 0) return;
  const after = await addChanges(tx, summed);
  if (after.length < summed.length) throw new Error('A change names a SKU without stock.');
  const moved = new Set(summed.filter((change) => change.onHand !== change.held).map((change) => change.skuId));
  await tellRooms(
    tx,
    after.filter((stock) => moved.has(stock.skuId)),
  );
}

/** Ends the holds of orders, and says what `apply` is to do: what was sold leaves the shop, what was released is left again. */
async function endHolds(
  tx: Tx,
  orders: { readonly sold: readonly string[]; readonly released: readonly string[] },
): Promise<StockChange[]> {
  if (orders.sold.length + orders.released.length === 0) return [];
  const sold = new Set(orders.sold);
  const ended = await deleteHolds(tx, [...orders.sold, ...orders.released]);
  return ended.map(({ orderId, skuId, quantity }) =>
    sold.has(orderId) ? toSell(skuId, quantity) : toRelease(skuId, quantity),
  );
}

async function tell(roomsOfSkus: RoomsOfSkus, tx: Tx, changed: readonly Stock[]): Promise<void> {
  if (changed.length === 0) return;
  const sorted = [...changed].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
  const skuIds = sorted.map((stock) => stock.skuId);
  const rooms = await roomsOfSkus(tx.sql, skuIds);
  for (const stock of sorted) {
    const told = fact('stock.changed', { skuId: stock.skuId, left: leftOf(stock) });
    for (const roomId of rooms.get(stock.skuId) ?? []) tx.tell(roomStream(roomId), told);
  }
}

function hear(soldOut: SoldOut, runs: readonly ToldRun[]): void {
  for (const { kind, body } of runs.flatMap((run) => run.facts)) {
    if (kind === 'stock.changed') soldOut.heard(body.skuId as string, body.left as number);
  }
}

function leftBySku(rows: readonly Stock[]): Map<string, number> {
  return new Map(rows.map((stock) => [stock.skuId, leftOf(stock)]));
}
