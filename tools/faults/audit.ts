import type { Sql } from '../../platform/db/connect.ts';
import { findWrongs } from '../sale-books.ts';
import type { Purchase, Shopping } from './shopping.ts';
import type { Stall } from './stall.ts';

const quietMsMax = 60_000;

/**
 * Everything that is not as it must be after the storm: what was acknowledged is there, nothing is doubled, held stock is
 * back, money and units add up, and the provider's charges are the paid orders.
 */
export async function audit(stall: Stall, shopping: Shopping): Promise<object[]> {
  const { sql } = stall.house;
  await becomeQuiet(stall);
  const wrongs = await Promise.all([
    findWrongs(sql),
    findChargeWrongs(sql),
    findRefundWrongs(sql),
    findPartWrongs(sql, shopping),
    findUnitWrongs(stall),
    findOrderWrongs(stall, shopping),
    findToldWrongs(stall),
  ]);
  return wrongs.flat();
}

/** Waits until nothing is held and no payment is open. Time passes for payments whose server died. */
async function becomeQuiet({ house, shopId }: Stall): Promise<void> {
  await house.ready();
  await house.sql`update payments set check_at = now() where state in ('started', 'refunding')`;
  await house.sql`update order_refunds set check_at = now() where state = 'asked'`;
  await house.until(
    'held orders and open payments to end',
    async () => {
      // What becomes of a payment whose order has ended is asked once the order has.
      await house.sql`update payments set check_at = now() where state in ('calling_off', 'refunding') and check_at > now()`;
      const [open] = await house.sql<{ count: number }[]>`
        select (select count(*) from orders where shop_id = ${shopId} and state = 'held')::int
          + (select count(*) from payments where shop_id = ${shopId} and state in ('started', 'calling_off', 'refunding'))::int
          + (select count(*) from order_refunds where state = 'asked')::int
          + (select count(*) from sandbox_charges where sends_left > 0)::int as count`;
      return open!.count === 0;
    },
    quietMsMax,
  );
}

/** The provider's own book against ours: it keeps the money of paid orders, and of no other. */
function findChargeWrongs(sql: Sql): Promise<object[]> {
  return sql`
    select 'charge against payment' as wrong, c.payment_id, c.state as charge, p.state as payment, o.state as "order"
    from sandbox_charges c full join payments p on p.id = c.payment_id left join orders o on o.id = p.order_id
    where not coalesce(case c.state
      when 'captured' then p.state = 'captured' and o.state = 'paid'
      when 'refunded' then p.state = 'refunded'
      when 'declined' then p.state = 'declined'
      else p.state in ('started', 'declined') end, false)`;
}

/** What the provider gave back is what our payments say went back: nothing twice, nothing forgotten. */
function findRefundWrongs(sql: Sql): Promise<object[]> {
  return sql`
    select 'refunds of the provider against ours' as wrong, p.id, p.state, p.refunded_minor as parts, c.minor as provider from payments p
    join lateral (select coalesce(sum(amount_minor), 0)::bigint as minor from sandbox_refunds r
      where r.payment_id = p.id and not r.failed) c on true
    where c.minor <> case when p.state = 'refunded' then p.amount_minor else p.refunded_minor end`;
}

/** What the merchant was told of a part is so, or went on. */
async function findPartWrongs(sql: Sql, { purchases }: Shopping): Promise<object[]> {
  const told = purchases.flatMap(({ parts }) => parts);
  const rows = await sql<{ id: string; state: string }[]>`
    select id, state from order_refunds where id = any(${told.map(({ id }) => id)}::uuid[])`;
  const now = new Map(rows.map(({ id, state }) => [id, state]));
  return told
    .filter(({ id }) => now.get(id) !== 'made')
    .map((part) => ({ wrong: 'part', ...part, now: now.get(part.id) }));
}

/** What the shop had first and what came back in parts is there or sold. */
async function findUnitWrongs({ house: { sql }, units }: Stall): Promise<object[]> {
  const rows = await sql<{ skuId: string; onHand: number; held: number; sold: number; back: number }[]>`
    select sku_id as "skuId", on_hand as "onHand", held, sold, (select coalesce(sum(units), 0)::int from stock_journal j
      where j.sku_id = s.sku_id and reason = 'returned') as back from stock s where sku_id = any(${[...units.keys()]}::uuid[])`;
  return rows
    .map((row) => ({ first: units.get(row.skuId)!, ...row }))
    .filter(({ first, onHand, held, sold, back }) => first + back !== onHand + sold || held !== 0)
    .map((row) => ({ wrong: 'units', ...row }));
}

/** Whoever watched through it all has every fact of the room once and in order. */
async function findToldWrongs({ house, roomId, watcher }: Stall): Promise<object[]> {
  const [row] = await house.sql<{ head: number }[]>`select head from streams where stream = ${`room:${roomId}`}`;
  await house.until('the watcher to hear the last fact', () => watcher.heard() >= row!.head, quietMsMax);
  const { numbers } = watcher;
  return numbers.flatMap((number, index) =>
    index > 0 && number !== numbers[index - 1]! + 1 ? [{ wrong: 'told', after: numbers[index - 1], number }] : [],
  );
}

/** What an order that was acknowledged in one state may have become since. */
const laterStates: Readonly<Record<string, readonly string[]>> = {
  held: ['held', 'paid', 'cancelled', 'expired', 'refunded'],
  paid: ['paid', 'refunded'],
  cancelled: ['cancelled'],
  expired: ['expired'],
  refunded: ['refunded'],
};

async function findOrderWrongs({ house: { sql }, buyers }: Stall, { purchases }: Shopping): Promise<object[]> {
  const ids = purchases.map(({ body }) => body.id);
  const rows = await sql<{ id: string; state: string; totalMinor: number }[]>`
    select id, state, total_minor as "totalMinor" from orders where id = any(${ids}::uuid[])`;
  const orders = new Map(rows.map((row) => [row.id, row]));
  const [others] = await sql<{ count: number }[]>`
    select count(*)::int as count from orders
    where account_id = any(${buyers.map((buyer) => buyer.accountId)}::text[]) and not id = any(${ids}::uuid[])`;
  const strange = others!.count > 0 ? [{ wrong: 'orders that nobody asked for', count: others!.count }] : [];
  return [...strange, ...purchases.flatMap((purchase) => wrongsOf(purchase, orders.get(purchase.body.id)))];
}

function wrongsOf(purchase: Purchase, order: { state: string; totalMinor: number } | undefined): object[] {
  const { acknowledged, refusal, refundAsked, body } = purchase;
  const wrongs: object[] = [];
  let state = 'held';
  for (const { act, order: told } of acknowledged) {
    // The same answer for the same id: the same order, in the same state or a later one.
    if (told.id !== body.id || told.totalMinor !== order?.totalMinor)
      wrongs.push({ wrong: 'answer', act, told, order });
    if (!laterStates[state]?.includes(String(told.state))) wrongs.push({ wrong: 'went back', act, from: state, told });
    state = String(told.state);
  }
  if (acknowledged.length > 0 && !order) wrongs.push({ wrong: 'an acknowledged order is lost', acknowledged });
  if (order && !laterStates[state]?.includes(order.state)) wrongs.push({ wrong: 'not as acknowledged', state, order });
  if (order?.state === 'refunded' && !refundAsked) wrongs.push({ wrong: 'a refund that nobody asked for', order });
  if (order && refusal) wrongs.push({ wrong: 'refused and placed', refusal: refusal.body, order });
  return wrongs;
}
