import { type CommandKey, once } from '../../../platform/beat/once.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { derivedId } from '../../../platform/kit/derived-id.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type Act, may } from '../../accounts/access.ts';
import type { PartNow } from '../../orders/part-now.ts';
import type { Order } from '../../orders/protocol.ts';
import { decideParcel, returnProblem } from '../fulfilment.ts';
import type {
  AcceptReturn,
  AskReturn,
  DeclineReturn,
  Fulfilment,
  PartRefund,
  RefundAgain,
  RefundAsk,
  RefundPart,
  SendOrder,
} from '../protocol.ts';
import { returnsPerOrderMax } from '../protocol.ts';
import { noteLetters } from './letter-store.ts';
import type { FulfilmentNeeds } from './needs.ts';
import {
  decideReturn,
  insertReturn,
  lockRequests,
  lockReturn,
  readParcels,
  readReturn,
  readReturns,
  writeParcel,
} from './store.ts';

type Answer<T> = Promise<T | Refusal>;
/** What is kept under a command's id: only where to read the answer. */
type Done = Readonly<Record<string, string>>;

export type Acting = ReturnType<typeof createActing>;

export function createActing(needs: FulfilmentNeeds) {
  return {
    send: (actor: Named, orderId: string, body: SendOrder) => send(needs, actor, orderId, body),
    refundPart: (actor: Named, orderId: string, body: RefundPart) => refundPart(needs, actor, orderId, body),
    refundAgain: (actor: Named, refundId: string, body: RefundAgain) => refundAgain(needs, actor, refundId, body),
    ask: (actor: Named, orderId: string, body: AskReturn) => ask(needs, actor, orderId, body),
    accept: (actor: Named, returnId: string, body: AcceptReturn) => accept(needs, actor, returnId, body),
    decline: (actor: Named, returnId: string, body: DeclineReturn) => decline(needs, actor, returnId, body),
  };
}

async function send(needs: FulfilmentNeeds, actor: Named, orderId: string, body: SendOrder): Answer<Fulfilment> {
  const order = await orderFor(needs, actor, orderId, 'order.send');
  if (isRefusal(order)) return order;
  const key = { id: body.id, actor: actor.accountId, act: `fulfilment.send ${orderId}`, body };
  const done = await needs.transact((tx) =>
    once<Done>(tx, key, async () => {
      // The order's row first: it says whether it may go, and lets two merchants go one after the other.
      const sends = body.step !== 'ready' && (await needs.orders.markSent(tx, orderId));
      const before = (await readParcels(tx.sql, [orderId])).get(orderId) ?? null;
      if (body.step !== 'ready' && !sends && before?.state !== 'sent') return refuse('order_not_to_send');
      const parcel = decideParcel(order, before, body, tx.now);
      if (isRefusal(parcel)) return parcel;
      await writeParcel(tx, orderId, parcel);
      const kind = parcel.state === 'ready' ? 'ready' : 'shipped';
      await noteLetters(tx, [{ orderId, kind, refId: orderId }]);
      return {};
    }),
  );
  return isRefusal(done) ? done : fulfilmentOf(needs, actor, orderId);
}

/** Written down with the command, then asked of the provider; a crash in between is taken up by the orders' sweeper. */
async function refundPart(needs: FulfilmentNeeds, actor: Named, orderId: string, body: RefundPart): Answer<PartRefund> {
  const order = await orderFor(needs, actor, orderId, 'order.refund');
  if (isRefusal(order)) return order;
  const { id, ...wanted } = body;
  const key = { id, actor: actor.accountId, act: `fulfilment.refund_part ${orderId}`, body: wanted };
  return beginRefund(needs, order, key, { ...wanted, byId: actor.accountId });
}

/** What failed is asked for anew, under an id of its own: the provider would answer the old one as before. [F20] */
async function refundAgain(
  needs: FulfilmentNeeds,
  actor: Named,
  failedId: string,
  { id }: RefundAgain,
): Answer<PartRefund> {
  const failed = await needs.orders.readPart(needs.sql, failedId);
  if (!failed) return refuse('refund_unknown');
  const order = await orderFor(needs, actor, failed.orderId, 'order.refund');
  if (isRefusal(order)) return refuse(order.refused === 'order_unknown' ? 'refund_unknown' : order.refused);
  // What was given back by hand at the provider is tried anew there.
  if (failed.state !== 'failed' || failed.byId === null) return refuse('order_act_impossible');
  const { lines, delivery, restock, reason } = failed;
  const key = { id, actor: actor.accountId, act: `fulfilment.refund_again ${failedId}`, body: {} };
  const wanted = { lines, delivery, restock, reason, byId: actor.accountId, againOf: failed.againOf ?? failedId };
  return beginRefund(needs, order, key, wanted);
}

async function beginRefund(
  needs: FulfilmentNeeds,
  order: Order,
  key: CommandKey,
  wanted: Pick<PartNow, 'lines' | 'delivery' | 'restock' | 'reason' | 'byId' | 'againOf'>,
): Answer<PartRefund> {
  const { id: orderId, currency } = order;
  const refundId = derivedId('part refund', key.id);
  const begun = await needs.transact(
    (tx) => once<Done>(tx, key, async () => (await needs.orders.beginPart(tx, { ...wanted, orderId, refundId })) ?? {}),
    'part',
  );
  if (isRefusal(begun)) return begun;
  const { amountMinor, state } = (await needs.orders.followPart(refundId))!;
  return { id: refundId, orderId, amountMinor, currency, state };
}

async function ask(needs: FulfilmentNeeds, actor: Named, orderId: string, body: AskReturn): Answer<Fulfilment> {
  const order = await needs.orders.read(orderId);
  if (order?.accountId !== actor.accountId) return refuse('order_unknown');
  const key = { id: body.id, actor: actor.accountId, act: `fulfilment.ask ${orderId}`, body };
  const done = await needs.transact((tx) =>
    once<Done>(tx, key, async () => {
      await lockRequests(tx, orderId);
      const before = await readReturns(tx.sql, [orderId]);
      if (before.length >= returnsPerOrderMax) return refuse('return_too_often');
      const open = before.some(({ state }) => state === 'asked');
      const problem = returnProblem(order, open, body.lines);
      if (problem) return problem;
      await insertReturn(tx, { orderId, shopId: order.shopId }, body);
      return {};
    }),
  );
  return isRefusal(done) ? done : fulfilmentOf(needs, actor, orderId);
}

/** Accepting begins the refund in one transaction with it: neither is ever without the other. [F5] */
async function accept(needs: FulfilmentNeeds, actor: Named, returnId: string, body: AcceptReturn): Answer<Fulfilment> {
  const known = await returnFor(needs, actor, returnId);
  if (isRefusal(known)) return known;
  const { orderId } = known;
  const refundId = derivedId('refund of a return', returnId);
  const key = { id: body.id, actor: actor.accountId, act: `fulfilment.accept ${returnId}`, body };
  const done = await needs.transact((tx) =>
    once<Done>(tx, key, async () => {
      const row = (await lockReturn(tx, returnId))!;
      if (row.state !== 'asked') return refuse('return_decided');
      const { lines, reason } = row;
      const part = { orderId, refundId, lines, delivery: false, restock: body.restock, reason, byId: actor.accountId };
      const problem = await needs.orders.beginPart(tx, part);
      if (problem) return problem;
      await decideReturn(tx, returnId, { state: 'accepted', refundId });
      await noteLetters(tx, [{ orderId, kind: 'return_decided', refId: returnId }]);
      return {};
    }),
  );
  if (isRefusal(done)) return done;
  await needs.orders.followPart(refundId);
  return fulfilmentOf(needs, actor, orderId);
}

async function decline(
  needs: FulfilmentNeeds,
  actor: Named,
  returnId: string,
  body: DeclineReturn,
): Answer<Fulfilment> {
  const known = await returnFor(needs, actor, returnId);
  if (isRefusal(known)) return known;
  const { orderId } = known;
  const key = { id: body.id, actor: actor.accountId, act: `fulfilment.decline ${returnId}`, body };
  const done = await needs.transact((tx) =>
    once<Done>(tx, key, async () => {
      if ((await lockReturn(tx, returnId))!.state !== 'asked') return refuse('return_decided');
      await decideReturn(tx, returnId, { state: 'declined', answer: body.text });
      await noteLetters(tx, [{ orderId, kind: 'return_decided', refId: returnId }]);
      return {};
    }),
  );
  return isRefusal(done) ? done : fulfilmentOf(needs, actor, orderId);
}

/** Of these orders those that the actor may see so: the buyer's own, and a merchant's. [F3] */
export async function fulfilmentsFor(
  needs: FulfilmentNeeds,
  actor: Actor,
  orderIds: readonly string[],
): Promise<Fulfilment[]> {
  const owners = await needs.orders.readOwners(needs.sql, orderIds);
  const seen = owners.filter(
    ({ accountId, shopId }) => accountId === actor.accountId || may(actor, 'order.send', shopId),
  );
  const ids = seen.map(({ id }) => id);
  const [parcels, returns] = [await readParcels(needs.sql, ids), await readReturns(needs.sql, ids)];
  const asks = await asksFor(needs, actor, seen);
  return ids.map((orderId) => ({
    orderId,
    parcel: parcels.get(orderId) ?? null,
    returns: returns.filter((one) => one.orderId === orderId).map(({ shopId: _, refundId: __, ...shown }) => shown),
    refundAsks: asks.get(orderId) ?? [],
  }));
}

/** Who of the shop asked for refunds is the shop's to know. [F21] */
async function asksFor(
  { sql, orders, readAccounts }: FulfilmentNeeds,
  actor: Actor,
  seen: readonly { readonly id: string; readonly shopId: string }[],
): Promise<Map<string, RefundAsk[]>> {
  const own = seen.filter(({ shopId }) => may(actor, 'order.refund', shopId)).map(({ id }) => id);
  const asks = await orders.readAsks(sql, own);
  const people = await readAccounts(sql, [...new Set(asks.map(({ byId }) => byId))]);
  const shown = new Map<string, RefundAsk[]>(own.map((id) => [id, []]));
  for (const { orderId, byId, ...ask } of asks) {
    shown.get(orderId)!.push({ ...ask, by: people.get(byId)?.name ?? null });
  }
  return shown;
}

/** Of one that the actor has just done something with. */
async function fulfilmentOf(needs: FulfilmentNeeds, actor: Named, orderId: string): Promise<Fulfilment> {
  const [order] = await fulfilmentsFor(needs, actor, [orderId]);
  return order!;
}

/** Whoever may not even see it does not learn that it exists. */
async function orderFor(needs: FulfilmentNeeds, actor: Named, orderId: string, act: Act): Answer<Order> {
  const order = await needs.orders.read(orderId);
  if (!order) return refuse('order_unknown');
  if (may(actor, act, order.shopId)) return order;
  const sees = order.accountId === actor.accountId || may(actor, 'order.list_room', order.shopId);
  return refuse(sees ? 'not_allowed' : 'order_unknown');
}

async function returnFor(needs: FulfilmentNeeds, actor: Named, returnId: string): Answer<{ readonly orderId: string }> {
  const known = await readReturn(needs.sql, returnId);
  if (!known) return refuse('return_unknown');
  const order = await orderFor(needs, actor, known.orderId, 'order.decide_return');
  return isRefusal(order) ? (order.refused === 'order_unknown' ? refuse('return_unknown') : order) : known;
}
