import { once } from '../../../platform/beat/once.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { currencies } from '../currencies.ts';
import type { ChangeShop, OpenShop, Shop } from '../protocol.ts';
import { withDone } from '../settings.ts';
import type { ShopsNeeds } from './needs.ts';
import { readSettings, writeSetup } from './settings-store.ts';
import { giveRoles } from './staff.ts';
import { insertShop, lockShop, readShop, updateShop } from './store.ts';

/** An operator opens a shop and runs it from then on; its sandbox is shut until somebody opens that too. [H5] */
export async function openShop(needs: ShopsNeeds, actor: Named, body: OpenShop): Promise<Shop | Refusal> {
  if (!currencies.includes(body.currency)) return refuse('currency_unknown');
  const key = { id: body.id, actor: actor.viewerId, act: 'shop.open', body };
  return needs.transact((tx) =>
    once(tx, key, async () => {
      const shop: Shop = { ...body, languages: [body.language], demo: false };
      if (!(await insertShop(tx.sql, shop, { sandbox: false }))) return refuse('id_reused');
      await writeSetup(tx, shop.id, { done: ['name'], skipped: [], away: false });
      const given = await giveRoles(needs, tx, shop.id, actor.accountId, ['merchant', 'host']);
      return isRefusal(given) ? given : shop;
    }),
  );
}

/** The currency is what prices and orders are reckoned in: once there is an order it stays. [H6] */
export async function changeName(
  needs: ShopsNeeds,
  actor: Named,
  shopId: string,
  body: ChangeShop,
): Promise<Shop | Refusal> {
  if (body.currency !== undefined && !currencies.includes(body.currency)) return refuse('currency_unknown');
  const key = { id: body.id, actor: actor.viewerId, act: 'shop.change', body: { ...body, shopId } };
  return needs.transact((tx) =>
    once(tx, key, async () => {
      if (!(await lockShop(tx.sql, shopId))) return refuse('shop_unknown');
      const { setup, shop } = (await readSettings(tx.sql, shopId))!;
      const other = body.currency !== undefined && body.currency !== shop.currency;
      if (other && (await needs.hasOrders(tx.sql, shopId))) return refuse('currency_fixed');
      await updateShop(tx.sql, shopId, body);
      await writeSetup(tx, shopId, withDone(setup, ['name']));
      return (await readShop(tx.sql, shopId))!;
    }),
  );
}
