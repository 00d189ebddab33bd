import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { checkOff, decideAnnounce, phaseOf } from '../deals.ts';
import { type Deal, dealsPerRoomMax, fact, type SetUpDeal } from '../protocol.ts';
import type { DealsNeeds } from './needs.ts';
import { type DealRow, deleteDeal, insertDeal, lockRoomDeals, readDeal, writeTimes } from './store.ts';

type Answer<T> = Promise<T | Refusal>;

export interface Acting {
  setUp(actor: Named, roomId: string, wanted: SetUpDeal): Answer<Deal>;
  announce(actor: Named, dealId: string, id: string): Answer<Deal>;
  end(actor: Named, dealId: string, id: string): Answer<Deal>;
  drop(actor: Named, dealId: string, id: string): Answer<object>;
}

export function createActing(needs: DealsNeeds): Acting {
  return {
    setUp: (actor, roomId, wanted) => setUp(needs, actor, roomId, wanted),
    announce: (actor, dealId, id) =>
      act(needs, { actor, dealId, id, name: 'announce' }, (tx, deal, all) => announce(needs, tx, deal, all)),
    end: (actor, dealId, id) => act(needs, { actor, dealId, id, name: 'end' }, end),
    drop: (actor, dealId, id) => act<object>(needs, { actor, dealId, id, name: 'drop' }, drop),
  };
}

async function setUp(needs: DealsNeeds, actor: Named, roomId: string, wanted: SetUpDeal): Answer<Deal> {
  const room = await needs.readRoom(needs.sql, roomId);
  if (!room) return refuse('room_unknown');
  const { shopId } = room;
  if (!may(actor, 'deal.run', shopId)) return refuse('not_allowed');
  const key = { id: wanted.id, actor: actor.accountId, act: `deal.set_up ${roomId}`, body: wanted };
  return needs.transact((tx) =>
    once<Deal>(tx, key, async () => {
      if ((await lockRoomDeals(tx, roomId)).length >= dealsPerRoomMax) return refuse('room_deals_full');
      const [product] = await needs.readProducts(tx.sql, [wanted.productId]);
      if (product?.shopId !== shopId) return refuse('product_unknown');
      const wrong = checkOff(
        wanted.off,
        product.skus.map((sku) => sku.priceMinor),
      );
      if (wrong) return wrong;
      if (!(await insertDeal(tx, roomId, shopId, wanted))) return refuse('id_reused');
      return shown((await readDeal(tx.sql, wanted.id))!);
    }),
  );
}

async function announce(needs: DealsNeeds, tx: Tx, deal: DealRow, others: readonly DealRow[]): Answer<Deal> {
  const { id, roomId, productId, off, units, perBuyer } = deal;
  const room = await needs.readRoom(tx.sql, roomId);
  const inBag = (await needs.roomsOfProducts(tx.sql, [productId])).get(productId)?.includes(roomId) ?? false;
  const [product] = inBag ? await needs.readProducts(tx.sql, [productId]) : [];
  const pricesMinor = product?.state === 'shown' ? product.skus.map((sku) => sku.priceMinor) : [];
  const times = decideAnnounce({ deal, others, roomLive: room?.state === 'live', pricesMinor }, tx.now);
  if (isRefusal(times)) return times;
  await writeTimes(tx, id, times);
  tx.tell(roomStream(roomId), fact('deal.announced', { dealId: id, productId, off, units, perBuyer, ...times }));
  return shown({ ...deal, ...times });
}

/** At this moment: who has it in an order keeps it, everybody else pays what it costs without. */
async function end(tx: Tx, deal: DealRow): Answer<Deal> {
  const phase = phaseOf(deal, tx.now);
  if (phase !== 'announced' && phase !== 'running') return refuse('deal_act_impossible');
  const times = { startsAt: Math.min(deal.startsAt!, tx.now), endsAt: tx.now };
  await writeTimes(tx, deal.id, times);
  tx.tell(roomStream(deal.roomId), fact('deal.ended', { dealId: deal.id }));
  return shown({ ...deal, ...times });
}

async function drop(tx: Tx, deal: DealRow): Answer<object> {
  if (phaseOf(deal, tx.now) !== 'prepared') return refuse('deal_act_impossible');
  await deleteDeal(tx, deal.id);
  return {};
}

interface Act {
  readonly actor: Named;
  readonly dealId: string;
  readonly id: string;
  readonly name: string;
}

/** Every act on a deal: who may, once per id, with all deals of its room held. */
async function act<T = Deal>(
  needs: DealsNeeds,
  { actor, dealId, id, name }: Act,
  work: (tx: Tx, deal: DealRow, all: readonly DealRow[]) => Answer<T>,
): Answer<T> {
  const row = await readDeal(needs.sql, dealId);
  if (!row) return refuse('deal_unknown');
  if (!may(actor, 'deal.run', row.shopId)) return refuse('not_allowed');
  return needs.transact((tx) =>
    once<T>(tx, { id, actor: actor.accountId, act: `deal.${name} ${dealId}`, body: {} }, async () => {
      const all = await lockRoomDeals(tx, row.roomId);
      const deal = all.find((one) => one.id === dealId);
      return deal ? work(tx, deal, all) : refuse('deal_unknown');
    }),
  );
}

export function shown({ shopId: _, ...deal }: DealRow): Deal {
  return deal;
}
