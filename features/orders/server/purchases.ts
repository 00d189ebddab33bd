import { type CommandRow, readCommands, rememberCommands } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { together } from '../../../platform/db/together.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { personStream, staffStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import type { Hold } from '../../stock/stock.ts';
import { fact } from '../protocol.ts';
import {
  decidePurchases,
  heldOrdersMax,
  type NewOrder,
  type Purchase,
  type PurchaseDecision,
  type PurchaseState,
} from '../purchase.ts';
import { limitsOf } from '../purchase-limit.ts';
import { readCheckouts } from './checkout-store.ts';
import { insertContacts } from './contact-store.ts';
import type { OrdersNeeds } from './needs.ts';
import { readBought } from './sold-store.ts';
import { insertOrders, readHeld, readSums } from './store.ts';

export type Placed = Exclude<PurchaseDecision, Refusal>;
export const placeAct = 'orders.place';

/** With the person behind it, whose roles count where a room is not for everyone. */
export interface AskedPurchase extends Purchase {
  readonly actor: Named;
  /** Where the receipt goes. */
  readonly email?: string | undefined;
}

export interface RoomShops {
  /** A room never changes its shop, so it is remembered. */
  shopsOf(roomIds: readonly string[]): Promise<Map<string, string>>;
}

/** One transaction for a whole batch: lock, read, decide, and write what was decided in one statement each. */
export async function commitPurchases(
  needs: OrdersNeeds,
  rooms: RoomShops,
  purchases: readonly AskedPurchase[],
): Promise<PurchaseDecision[]> {
  needs.passing?.('place gathered');
  const shopOfRoom = await rooms.shopsOf(purchases.flatMap((one) => one.roomId ?? []));
  return needs.transact(async (tx) => {
    const state = await readState(needs, tx, purchases, shopOfRoom);
    const decisions = decidePurchases(state, purchases, tx.now, needs.holdMs);
    const placed = decisions.flatMap((decision) =>
      !isRefusal(decision) && 'placed' in decision ? [decision.placed] : [],
    );
    if (placed.length > 0) await writePlaced(needs, tx, placed);
    await needs.carts.takeOut(tx, takenOut(purchases, placed));
    await insertContacts(tx, contactsOf(purchases, placed));
    return decisions;
  }, 'place');
}

/** The SKUs' rows are locked first, and the connection keeps to that order: what is read after that stands until the commit. */
async function readState(
  needs: OrdersNeeds,
  tx: Tx,
  purchases: readonly AskedPurchase[],
  shopOfRoom: ReadonlyMap<string, string>,
): Promise<PurchaseState> {
  const skuIds = [...new Set(purchases.flatMap((one) => one.lines.map((line) => line.skuId)))].sort();
  const ids = [...new Set(purchases.map((one) => one.id))];
  const wanting = purchases.filter((one) => !one.address || !one.method).map((one) => one.accountId);
  const accountIds = [...new Set(purchases.map((one) => one.accountId))].sort();
  const ofRooms = [...new Set(shopOfRoom.values())].sort();
  const roomIds = [...new Set(purchases.flatMap((one) => one.roomId ?? []))].sort();
  const [left, buyers, running, taken, claims, carts, held, orders, commands, skus, checkouts, roomTerms, away, turns] =
    await together([
      needs.stock.lock(tx, skuIds),
      needs.holdAccounts(tx.sql, accountIds),
      needs.deals.lockRunning(tx, roomIds),
      needs.deals.readTaken(tx.sql, roomIds, accountIds),
      needs.coupons.holdClaims(tx, accountIds),
      needs.carts.holdCarts(tx, [...new Set(purchases.filter(({ cart }) => cart).map((one) => one.accountId))]),
      readHeld(tx.sql, accountIds, tx.now),
      readSums(tx.sql, ids),
      readCommands(tx, ids),
      needs.readSkus(tx.sql, skuIds),
      readCheckouts(tx.sql, [...new Set(wanting)]),
      needs.holdTerms(tx.sql, ofRooms),
      turnedAwayOf(needs, tx, purchases),
      needs.waitlist.readTurns(tx.sql, skuIds, accountIds, tx.now),
    ]);
  needs.passing?.('place locked');
  const others = [...commands.values()].filter((row) => !orders.has(row.id));
  // An id that another act has used is nobody's order: no sum is equal to it.
  const known = new Map([...orders, ...others.map((row) => [row.id, { accountId: row.actor, sum: row.act }] as const)]);
  const terms = await withTermsOf(needs, tx, roomTerms, skus);
  const heldMax = needs.heldOrdersMax ?? heldOrdersMax;
  // Their accounts are held by now, so nobody buys the rest of a limit elsewhere at the same time.
  const limited = [...limitsOf(skus.values()).keys()];
  const bought = await readBought(tx.sql, accountIds, limited);
  const liveBags = await liveBagsFor(needs, tx, purchases, skus);
  const { providers } = needs.payments;
  const asked = { liveBags, terms, checkouts, known, bought, deals: { running, taken }, claims, carts, turns };
  return { buyers, providers, held, heldMax, left, skus, shopOfRoom, turnedAway: away, ...asked };
}

/** What placed orders buy out of carts. [O45] */
function takenOut(purchases: readonly AskedPurchase[], placed: readonly NewOrder[]) {
  const fromCarts = new Set(purchases.filter(({ cart }) => cart).map(({ id }) => id));
  return placed
    .filter(({ id }) => fromCarts.has(id))
    .flatMap(({ accountId, roomId, lines }) =>
      lines.map(({ skuId, quantity }) => ({ accountId, roomId, skuId, quantity })),
    );
}

function contactsOf(purchases: readonly AskedPurchase[], placed: readonly NewOrder[]) {
  const emails = new Map(purchases.map(({ id, email }) => [id, email]));
  return placed.flatMap(({ id: orderId }) => {
    const email = emails.get(orderId);
    return email === undefined ? [] : [{ orderId, email }];
  });
}

async function turnedAwayOf(
  needs: OrdersNeeds,
  tx: Tx,
  purchases: readonly AskedPurchase[],
): Promise<PurchaseState['turnedAway']> {
  const inRooms = Map.groupBy(purchases, ({ roomId }) => roomId);
  const actorsIn = [...inRooms].flatMap(([roomId, ofRoom]) =>
    roomId === null ? [] : [[roomId, ofRoom.map(({ actor }) => actor)] as const],
  );
  const expelled = await needs.expelled(tx.sql, new Map(actorsIn));
  return new Map(
    [...expelled].map(([roomId, refusals]) => [
      roomId,
      new Map([...refusals].flatMap(([actor, refusal]) => (actor.accountId ? [[actor.accountId, refusal]] : []))),
    ]),
  );
}

/** Asked only where a price depends on it. */
async function liveBagsFor(
  needs: OrdersNeeds,
  tx: Tx,
  purchases: readonly Purchase[],
  skus: PurchaseState['skus'],
): Promise<PurchaseState['liveBags']> {
  if (![...skus.values()].some(({ livePriceMinor }) => livePriceMinor !== null)) return new Map();
  return needs.liveBags(tx.sql, [...new Set(purchases.flatMap((one) => one.roomId ?? []))]);
}

/** Most orders are of a room, whose shop is known beforehand; of others it is once their SKUs are read. */
async function withTermsOf(
  needs: OrdersNeeds,
  tx: Tx,
  terms: PurchaseState['terms'],
  skus: PurchaseState['skus'],
): Promise<PurchaseState['terms']> {
  const missing = new Set([...skus.values()].map(({ shopId }) => shopId).filter((shopId) => !terms.has(shopId)));
  if (missing.size === 0) return terms;
  return new Map([...terms, ...(await needs.holdTerms(tx.sql, [...missing].sort()))]);
}

async function writePlaced(needs: OrdersNeeds, tx: Tx, placed: readonly NewOrder[]): Promise<void> {
  const holds = placed.flatMap(({ id, lines, holdUntil }) =>
    lines
      .filter(({ firstPaid }) => !firstPaid)
      .map(({ skuId, quantity }) => ({ orderId: id, skuId, quantity, until: holdUntil })),
  );
  const commands = placed.map(
    ({ id, accountId, sum }): CommandRow => ({ id, actor: accountId, act: placeAct, sum, answer: { orderId: id } }),
  );
  const takings = placed.flatMap(({ id: orderId, accountId, takings }) =>
    takings.map((taking) => ({ ...taking, orderId, accountId })),
  );
  await together([
    holdUnits(needs, tx, placed, holds),
    needs.deals.take(tx, takings),
    needs.coupons.use(
      tx,
      placed.flatMap(({ id: orderId, used }) => used.map((claim) => ({ ...claim, orderId }))),
    ),
    insertOrders(tx, placed),
    needs.payments.start(tx, placed.map(firstPayment)),
    rememberCommands(
      tx,
      commands.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ),
  ]);
  const told = placed.flatMap(toldOf);
  for (const [stream, ofStream] of Map.groupBy(told, (one) => one.stream)) {
    tx.tell(stream, ...ofStream.map((one) => one.fact));
  }
}

/** What was kept for a buyer's turn becomes the order's in one statement. */
async function holdUnits(needs: OrdersNeeds, tx: Tx, placed: readonly NewOrder[], holds: readonly Hold[]) {
  const turnIds = placed.flatMap(({ turns }) => turns.map(({ id }) => id));
  const ended = turnIds.length > 0 ? await needs.waitlist.takeTurns(tx, turnIds) : [];
  await needs.stock.hold(tx, holds, ended);
}

/** The first payment of an order has the order's id: a repeat asks the provider for the same charge. */
export function firstPayment({ id, shopId, method, totalMinor, currency }: NewOrder) {
  return { id, orderId: id, shopId, method, amountMinor: totalMinor, currency };
}

function toldOf({ id, accountId, roomId, totalMinor, currency, lines, holdUntil }: NewOrder) {
  const placed = fact('order.placed', {
    orderId: id,
    totalMinor,
    currency,
    lines: lines.map(({ skuId, productId, quantity }) => ({ skuId, productId, quantity })),
    holdUntil,
  });
  const person = { stream: personStream(accountId), fact: placed };
  return roomId === null ? [person] : [person, { stream: staffStream(roomId), fact: placed }];
}
