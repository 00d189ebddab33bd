import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Letter, Mail } from '../../../platform/mail/mail.ts';
import type { PartNow } from '../../orders/part-now.ts';
import type { Order } from '../../orders/protocol.ts';
import type { RefundAsk } from '../protocol.ts';

/** What app.ts hands in. */
export interface FulfilmentNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly publicUrl: string;
  readonly orders: OrdersForFulfilment;
  /** The shop's own numbers of these SKUs; absent for those without one. */
  readonly codesOf: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly readAccounts: (
    sql: Reader,
    accountIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly name: string; readonly email: string | null }>>;
  readonly readShop: (
    sql: Reader,
    shopId: string,
  ) => Promise<{ readonly name: string; readonly language: string } | null>;
  readonly letterSender: (sql: Reader) => Promise<Letter['from'] | null>;
  readonly mail: Pick<Mail, 'send'>;
  readonly text: Texts['text'];
  readonly onFault: (error: unknown) => void;
}

/** An order as it is shown, with its buyer's note. */
export interface OrderToPack {
  readonly id: string;
  readonly address: Order['address'];
  readonly pickup: boolean;
  readonly delivery: Order['delivery'];
  readonly note: string;
  readonly paidAt: number;
  readonly lines: readonly {
    readonly skuId: string;
    readonly title: string;
    readonly skuName: string;
    readonly units: number;
  }[];
}

export interface OrdersForFulfilment {
  /** As it stands now, whoever asks. */
  read(orderId: string): Promise<Order | null>;
  readOwners(sql: Reader, orderIds: readonly string[]): Promise<{ id: string; shopId: string; accountId: string }[]>;
  /** The e-mails that came with orders of buyers who have none with their account. */
  readContacts(sql: Reader, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Opens one order for whoever has the link. */
  linkPathOf(orderId: string): string;
  readPacking(sql: Reader, shopId: string, limit: number): Promise<OrderToPack[]>;
  markSent(tx: Tx, orderId: string): Promise<boolean>;
  beginPart(
    tx: Tx,
    wanted: Pick<PartNow, 'orderId' | 'lines' | 'delivery' | 'restock' | 'reason' | 'byId' | 'againOf'> & {
      readonly refundId: string;
    },
  ): Promise<Refusal | undefined>;
  followPart(refundId: string): Promise<PartNow | null>;
  readPart(sql: Reader, refundId: string): Promise<PartNow | null>;
  /** Who asked for refunds, oldest first. */
  readAsks(
    sql: Reader,
    orderIds: readonly string[],
  ): Promise<readonly (Omit<RefundAsk, 'by'> & { readonly orderId: string; readonly byId: string })[]>;
}
