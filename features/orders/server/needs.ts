import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Passing } from '../../../platform/kit/passing.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Entry } from '../../ledger/ledger.ts';
import type { ChargeAnswer, NewPayment, Payment, RefundAnswer, RefundFailure } from '../../payments/payment.ts';
import type { Confirmation, ProviderName } from '../../payments/protocol.ts';
import type { ShopTerms } from '../../shops/terms.ts';
import type { Hold, StockChange } from '../../stock/stock.ts';
import type { InCart } from '../batch-carts.ts';
import type { ClaimNow } from '../batch-coupons.ts';
import type { DealsNow } from '../batch-deals.ts';
import type { TurnNow } from '../batch-turns.ts';
import type { SkuForSale } from '../purchase.ts';

export interface OrdersNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly newId: () => string;
  /** How long units are held for an order that is not paid. */
  readonly holdMs: number;
  readonly readSkus: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, SkuForSale>>;
  /** What these shops add to their prices, held until the transaction ends: a sale has the terms of one moment. */
  readonly holdTerms: (sql: Reader, shopIds: readonly string[]) => Promise<ReadonlyMap<string, ShopTerms>>;
  /**
   * Those who may still act, held by this transaction alone until it ends: nobody buys as a guest who has just signed in,
   * and what an account has bought is counted by one at a time.
   */
  readonly holdAccounts: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Absent: the decision's own limit. */
  readonly heldOrdersMax?: number | undefined;
  /** The shop's own numbers of these SKUs, by which orders are found; absent where nobody searches. */
  readonly codesOf?: ((sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, string>>) | undefined;
  readonly readRoom: (sql: Reader, roomId: string) => Promise<{ readonly shopId: string } | null>;
  /** Those of these rooms that are live now, with the products in their bags. */
  readonly liveBags: (sql: Reader, roomIds: readonly string[]) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Of these buyers in each of these rooms those who may not be there, and why. */
  readonly expelled: (
    sql: Reader,
    inRooms: ReadonlyMap<string, readonly Actor[]>,
  ) => Promise<ReadonlyMap<string, ReadonlyMap<Actor, Refusal>>>;
  readonly stock: StockForOrders;
  readonly deals: DealsForOrders;
  readonly coupons: CouponsForOrders;
  readonly waitlist: WaitlistForOrders;
  readonly carts: CartsForOrders;
  readonly payments: PaymentsForOrders;
  /** What the keys of order links are derived from. */
  readonly linkSecret: string;
  /** Keeps what the buyers of these orders are to be written about; absent where nobody writes. */
  readonly noteLetters?: ((tx: Tx, news: readonly OrderNews[]) => Promise<void>) | undefined;
  /** Hears in which language a buyer asks; what comes of that nobody waits for. */
  readonly heardLanguage?: ((accountId: string, acceptLanguage: string | undefined) => void) | undefined;
  readonly ledger: { post(tx: Tx, entries: readonly Entry[]): Promise<void> };
  /** Where errors go that no caller waits for. */
  readonly onFault: (error: unknown) => void;
  readonly passing?: Passing | undefined;
}

/** Something that happened to an order; each is told once. `refId`: the order, or the refund of a part. */
export interface OrderNews {
  readonly orderId: string;
  readonly kind: 'paid' | 'refunded';
  readonly refId: string;
}

export interface StockForOrders {
  lock(tx: Tx, skuIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  readLeft(sql: Reader, skuIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** `ended`: turns whose units become holds. */
  hold(tx: Tx, holds: readonly Hold[], ended?: readonly StockChange[]): Promise<void>;
  endHolds(
    tx: Tx,
    orders: { readonly sold: readonly string[]; readonly released: readonly string[] },
  ): Promise<StockChange[]>;
  apply(tx: Tx, changes: readonly StockChange[]): Promise<void>;
  /** Units of orders that come back by a refund of a part, with an entry in the journal each. */
  takeBack(
    tx: Tx,
    rows: readonly {
      readonly skuId: string;
      readonly units: number;
      readonly accountId: string;
      readonly note: string;
    }[],
  ): Promise<void>;
  isSoldOut(skuId: string): boolean;
}

export interface WaitlistForOrders {
  /** What is kept for these accounts of these SKUs, whose stock is locked. */
  readTurns(
    sql: Reader,
    skuIds: readonly string[],
    accountIds: readonly string[],
    now: number,
  ): Promise<readonly TurnNow[]>;
  /** Those who have a turn for anything. */
  readHolders(sql: Reader, accountIds: readonly string[], now: number): Promise<ReadonlySet<string>>;
  takeTurns(tx: Tx, ids: readonly string[]): Promise<readonly StockChange[]>;
}

export interface CouponsForOrders {
  holdClaims(tx: Tx, accountIds: readonly string[]): Promise<readonly ClaimNow[]>;
  use(
    tx: Tx,
    uses: readonly { readonly claimId: string; readonly orderId: string; readonly offMinor: number }[],
  ): Promise<void>;
  release(tx: Tx, orderIds: readonly string[]): Promise<void>;
}

export interface CartsForOrders {
  holdCarts(tx: Tx, accountIds: readonly string[]): Promise<readonly InCart[]>;
  takeOut(tx: Tx, bought: readonly InCart[]): Promise<void>;
}

export interface DealsForOrders {
  lockRunning(tx: Tx, roomIds: readonly string[]): Promise<DealsNow['running']>;
  readTaken(sql: Reader, roomIds: readonly string[], accountIds: readonly string[]): Promise<DealsNow['taken']>;
  take(
    tx: Tx,
    takings: readonly {
      readonly dealId: string;
      readonly orderId: string;
      readonly accountId: string;
      readonly units: number;
    }[],
  ): Promise<void>;
  release(tx: Tx, orderIds: readonly string[]): Promise<void>;
}

export interface PaymentsForOrders {
  readonly providers: ReadonlySet<ProviderName>;
  confirmation(orderId: string): Promise<Confirmation | null>;
  start(tx: Tx, payments: readonly NewPayment[]): Promise<void>;
  lockOf(tx: Tx, orderIds: readonly string[]): Promise<Payment[]>;
  write(tx: Tx, payments: readonly Payment[]): Promise<void>;
  read(paymentId: string): Promise<Payment | null>;
  charge(payment: NewPayment): Promise<ChargeAnswer | null>;
  refund(payment: Payment): Promise<RefundAnswer | RefundFailure | null>;
  refundPart(
    payment: Payment,
    part: { readonly refundId: string; readonly amountMinor: number },
  ): Promise<RefundAnswer | RefundFailure | null>;
  sweep(now: number): Promise<void>;
}
