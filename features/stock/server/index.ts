import { type ToldRun, type Transact, type Tx, toldSubject } from '../../../platform/beat/transact.ts';
import type { Reader, Sql, TransactionSql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import { together } from '../../../platform/db/together.ts';
import type { App } from '../../../platform/http/app.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { fact } from '../protocol.ts';
import {
  type Hold,
  leftOf,
  type Stock,
  type StockChange,
  spokenFor,
  sumChanges,
  toHold,
  toRelease,
  toSell,
} from '../stock.ts';
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
  /**
   * Told how many units of locked SKUs are free after some came back, it says which are kept for those who wait. Absent:
   * nobody waits for anything.
   */
  readonly offer?: Offer | undefined;
  /** The bus: hears what was sold or put back, here and on other nodes. */
  readonly subscribe: (subject: string, handler: (payload: unknown) => void) => unknown;
}

type Offer = (tx: Tx, free: ReadonlyMap<string, number>) => Promise<readonly StockChange[]>;
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
  const moved: Moved = (tx, after, rises, more) => giveAndTell(needs, tx, after, rises, more);
  const apply = (tx: Tx, changes: readonly StockChange[]) => applyChanges(needs.roomsOfSkus, moved, tx, changes);
  return {
    migrations,
    /** Sets what was counted; `by` is who did, null for nobody. */
    setOnHand: (tx: Tx, rows: readonly OnHand[], by: string | null) => setOnHand(moved, tx, rows, by),
    readLeft: async (sql: Reader, skuIds: readonly string[]) => leftBySku(await readStock(sql, skuIds, 'none')),
    readOnHand: async (sql: Reader, skuIds: readonly string[]) =>
      new Map((await readStock(sql, skuIds, 'none')).map(({ skuId, onHand }) => [skuId, onHand])),
    /** Held still until the transaction ends: a fact told from it cannot be older than one told by a sale. */
    shareLeft: async (tx: Tx, skuIds: readonly string[]) => leftBySku(await readStock(tx.sql, skuIds, 'share')),
    /** The first locks of every transaction that sells or gives back. */
    lock: async (tx: Tx, skuIds: readonly string[]) => leftBySku(await readStock(tx.sql, skuIds, 'update')),
    apply,
    /** `ended`: turns that become holds, in the same statement. */
    hold: async (tx: Tx, holds: readonly Hold[], ended: readonly StockChange[] = []) => {
      const changes = [...ended, ...holds.map(({ skuId, quantity }) => toHold(skuId, quantity))];
      await together([holds.length > 0 ? insertHolds(tx, holds) : undefined, apply(tx, changes)]);
    },
    /** Gives what is free of these SKUs to those who wait, where nothing came back: a product is for sale again. */
    giveFree: async (tx: Tx, skuIds: readonly string[]) =>
      moved(tx, await readStock(tx.sql, skuIds, 'update'), new Map(), { always: skuIds }),
    endHolds,
    takeBack: (tx: Tx, rows: Parameters<typeof takeBack>[2]) => takeBack(moved, tx, rows),
    isSoldOut: soldOut.has,
    routes: (app: App) => routes(app, createAdjusting({ ...needs, moved })),
  };
}

type Rooms = Awaited<ReturnType<RoomsOfSkus>>;

/**
 * After rows were written: by how much more of each is free. `always` may be given away even where nothing rose; `rooms` that
 * were read already need not be read again.
 */
type Moved = (
  tx: Tx,
  after: readonly Stock[],
  rises: ReadonlyMap<string, number>,
  more?: { readonly always?: readonly string[]; readonly rooms?: Rooms },
) => Promise<void>;

/** Sets what the shop has, and notes by how many that is another. Refused when more than that is held for buyers. */
async function setOnHand(
  moved: Moved,
  tx: Tx,
  rows: readonly OnHand[],
  by: string | null,
): Promise<Refusal | undefined> {
  if (rows.length === 0) return undefined;
  const sorted = [...rows].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
  const skuIds = sorted.map((row) => row.skuId);
  const before = new Map((await readStock(tx.sql, skuIds, 'update')).map((stock) => [stock.skuId, stock]));
  for (const { skuId, onHand } of sorted) {
    const held = spokenFor(before.get(skuId) ?? { held: 0 });
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
  // What is new is told even where there is none of it.
  const risen = found.filter(({ skuId, units }) => units !== 0 || !before.has(skuId));
  await moved(tx, after, new Map(risen.map(({ skuId, units }) => [skuId, units])));
  return undefined;
}

/** Moves the numbers of locked rows in one statement; rooms hear of a SKU once, and only when what is left moved. */
async function applyChanges(
  roomsOfSkus: RoomsOfSkus,
  moved: Moved,
  tx: Tx,
  changes: readonly StockChange[],
): Promise<void> {
  const summed = sumChanges(changes);
  if (summed.length === 0) return;
  const rising = summed.filter((change) => leftOf(change) !== 0);
  const rises = new Map(rising.map((change) => [change.skuId, leftOf(change)]));
  const [after, rooms] = await together([
    addChanges(tx, summed),
    rises.size > 0 ? roomsOfSkus(tx.sql, [...rises.keys()]) : new Map<string, readonly string[]>(),
  ]);
  if (after.length < summed.length) throw new Error('A change names a SKU without stock.');
  await moved(tx, after, rises, { rooms });
}

/**
 * Nobody sees a unit as free that somebody waits for: what came back is kept for the waitlist before the transaction ends,
 * and the rooms are told what is left after that.
 */
async function giveAndTell(
  { offer, roomsOfSkus }: StockNeeds,
  tx: Tx,
  after: readonly Stock[],
  rises: ReadonlyMap<string, number>,
  { always = [], rooms = new Map() }: Parameters<Moved>[3] = {},
): Promise<void> {
  const free = after.filter(
    (stock) => leftOf(stock) > 0 && ((rises.get(stock.skuId) ?? 0) > 0 || always.includes(stock.skuId)),
  );
  const kept =
    offer && free.length > 0
      ? sumChanges(await offer(tx, new Map(free.map((stock) => [stock.skuId, leftOf(stock)]))))
      : [];
  const given = kept.length > 0 ? await addChanges(tx, kept) : [];
  const now = new Map([...after, ...given].map((stock) => [stock.skuId, stock]));
  const keptOf = new Map(kept.map(({ skuId, turned }) => [skuId, turned]));
  const isTold = ({ skuId }: Stock) => {
    const more = rises.get(skuId);
    const less = keptOf.get(skuId) ?? 0;
    return more === undefined ? less > 0 : less === 0 || more !== less;
  };
  await tell(roomsOfSkus, tx, [...now.values()].filter(isTold), rooms);
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

async function tell(roomsOfSkus: RoomsOfSkus, tx: Tx, changed: readonly Stock[], known: Rooms): Promise<void> {
  if (changed.length === 0) return;
  const sorted = [...changed].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
  const unknown = sorted.map((stock) => stock.skuId).filter((skuId) => !known.has(skuId));
  const read: Rooms = unknown.length > 0 ? await roomsOfSkus(tx.sql, unknown) : new Map();
  for (const stock of sorted) {
    const told = fact('stock.changed', { skuId: stock.skuId, left: leftOf(stock) });
    const rooms = known.get(stock.skuId) ?? read.get(stock.skuId) ?? [];
    for (const roomId of rooms) tx.tell(roomStream(roomId), told);
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
