import type { Purchase } from '../../features/orders/purchase.ts';
import type { PaymentMethod } from '../../features/payments/protocol.ts';
import type { Adjustment } from '../../features/stock/protocol.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import type { OrderRow } from './memory-shop.ts';

/** What a server may be asked, and what it then says. */
interface Act {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string;
}

export type Asked =
  | { readonly act: 'place'; readonly purchase: Purchase }
  | ({ readonly act: 'pay'; readonly method: PaymentMethod } & Act)
  | ({ readonly act: 'cancel' } & Act)
  | { readonly act: 'refund'; readonly id: string; readonly orderId: string }
  | { readonly act: 'claim'; readonly id: string; readonly accountId: string; readonly couponId: string }
  | { readonly act: 'adjust'; readonly skuId: string; readonly adjustment: Adjustment }
  | { readonly act: 'announce'; readonly id: string; readonly dealId: string }
  | { readonly act: 'webhook'; readonly body: string; readonly header: string };

export type Answer = { readonly order: OrderRow } | { readonly done: true } | Refusal;
