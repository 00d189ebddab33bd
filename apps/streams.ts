import { talkFold } from '../features/barrage/barrage-view.ts';
import { priceFold } from '../features/catalog/catalog-view.ts';
import { couponFold } from '../features/coupons/coupons-view.ts';
import { dealsFold } from '../features/deals/deals-view.ts';
import { moderationFold } from '../features/moderation/moderation-view.ts';
import { personOrdersFold, staffOrdersFold } from '../features/orders/orders-view.ts';
import { roomFold } from '../features/rooms/rooms-view.ts';
import { stockFold } from '../features/stock/stock-view.ts';
import { combineFolds } from '../platform/kit/fact.ts';

/** What each stream's facts add up to, under the noun of the feature that folds them. The server and the browser share it. */
export const folds = {
  room: combineFolds({
    rooms: roomFold,
    catalog: priceFold,
    stock: stockFold,
    deals: dealsFold,
    coupons: couponFold,
    moderation: moderationFold,
    barrage: talkFold,
  }),
  staff: combineFolds({ orders: staffOrdersFold }),
  person: combineFolds({ orders: personOrdersFold }),
} as const;
