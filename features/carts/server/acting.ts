import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { mergeCarts, putIn } from '../cart.ts';
import type { BringCart, Cart, CartWish, ChangeCart, PutIntoCart } from '../protocol.ts';
import type { CartsNeeds } from './needs.ts';
import { priced } from './pricing.ts';
import { deleteCart, deleteLine, readCart, writeLine, writeQuantity } from './store.ts';

type Answer = Promise<Cart | Refusal>;
/** Nothing is kept under a command's id but that it was done: a repeat is answered with the cart as it is. */
const done = {};

export type Acting = ReturnType<typeof createActing>;

export function createActing(needs: CartsNeeds) {
  return {
    put: (actor: Named, body: PutIntoCart) => put(needs, actor, body),
    change: (actor: Named, body: ChangeCart) => change(needs, actor, body),
    bring: (actor: Named, body: BringCart) => bring(needs, actor, body),
  };
}

async function put(needs: CartsNeeds, actor: Named, { id, line }: PutIntoCart): Answer {
  return changed(needs, actor, { id, act: 'cart.put', body: line }, async (tx) => {
    const wrong = (await wrongsOf(needs, tx, actor, [line])).get(line);
    if (wrong) return wrong;
    const after = putIn(await readCart(tx.sql, actor.accountId, { hold: true }), line);
    if (isRefusal(after)) return after;
    await writeLine(tx, actor.accountId, after);
    return done;
  });
}

async function change(needs: CartsNeeds, actor: Named, { id, quantity, ...key }: ChangeCart): Answer {
  return changed(needs, actor, { id, act: 'cart.change', body: { ...key, quantity } }, async (tx) => {
    if (quantity === 0) await deleteLine(tx, actor.accountId, key);
    else if (!(await writeQuantity(tx, actor.accountId, key, quantity))) return refuse('cart_line_unknown');
    return done;
  });
}

/** What is not there any more, or not for them, is left behind; what is too much as well. [Z4] */
async function bring(needs: CartsNeeds, actor: Named, { id, lines }: BringCart): Answer {
  return changed(needs, actor, { id, act: 'cart.bring', body: lines }, async (tx) => {
    const wrongs = await wrongsOf(needs, tx, actor, lines);
    const own = await readCart(tx.sql, actor.accountId, { hold: true });
    const brought = lines.filter((line) => !wrongs.has(line));
    for (const line of mergeCarts(own, brought)) await writeLine(tx, actor.accountId, line);
    return done;
  });
}

/** A guest's cart and an account's become the account's. Both accounts are held by whoever calls this. */
export async function moveCart(tx: Tx, from: string, to: string): Promise<void> {
  const brought = await readCart(tx.sql, from, { hold: true });
  if (brought.length === 0) return;
  for (const line of mergeCarts(await readCart(tx.sql, to, { hold: true }), brought)) await writeLine(tx, to, line);
  await deleteCart(tx, from);
}

async function changed(
  needs: CartsNeeds,
  actor: Named,
  key: { readonly id: string; readonly act: string; readonly body: unknown },
  work: (tx: Tx) => Promise<object | Refusal>,
): Answer {
  const { accountId } = actor;
  const answer = await needs.transact((tx) =>
    once<object>(tx, { ...key, actor: accountId }, async () => {
      if (!(await needs.holdAccounts(tx.sql, [accountId])).has(accountId)) return refuse('not_signed_in');
      return work(tx);
    }),
  );
  return isRefusal(answer) ? answer : priced(needs, actor, await readCart(needs.sql, accountId));
}

/** Of these lines those that cannot be put in: a SKU or a room that is not there, another shop's, or not for this person. */
async function wrongsOf(
  needs: CartsNeeds,
  tx: Tx,
  actor: Named,
  lines: readonly CartWish[],
): Promise<Map<CartWish, Refusal>> {
  const skus = await needs.readSkus(tx.sql, [...new Set(lines.map(({ skuId }) => skuId))]);
  const roomIds = [...new Set(lines.flatMap(({ roomId }) => roomId ?? []))];
  const expelled = await needs.expelled(tx.sql, new Map(roomIds.map((roomId) => [roomId, [actor]])));
  const wrongs = new Map<CartWish, Refusal>();
  for (const line of lines) {
    const sku = skus.get(line.skuId);
    const room = line.roomId === null ? null : await needs.readRoom(tx.sql, line.roomId);
    const away = line.roomId === null ? undefined : expelled.get(line.roomId)?.get(actor);
    if (!sku) wrongs.set(line, refuse('sku_unknown'));
    else if (!sku.forSale) wrongs.set(line, refuse('product_not_for_sale'));
    else if (line.roomId !== null && room?.shopId !== sku.shopId) wrongs.set(line, refuse('room_unknown'));
    else if (away) wrongs.set(line, away);
  }
  return wrongs;
}
