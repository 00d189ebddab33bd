import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import type { Letter, Mail } from '../../../platform/mail/mail.ts';
import type { StockChange } from '../../stock/stock.ts';

/** What the catalog says of a SKU. */
export interface WaitedSku {
  readonly skuId: string;
  readonly productId: string;
  readonly shopId: string;
  readonly title: string;
  readonly skuName: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly forSale: boolean;
  readonly limitPerBuyer: number | null;
}

/** What app.ts hands in. */
export interface WaitlistNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** How long what came back is kept for the one whose turn it is. */
  readonly turnMs: number;
  readonly readSkus: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, WaitedSku>>;
  /** The accounts among these that exist and may act, held until the transaction ends. */
  readonly holdAccounts: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Units of the product that the account has in its orders. */
  readonly boughtOf: (sql: Reader, accountId: string, productId: string) => Promise<number>;
  readonly stock: {
    /** The first lock of every transaction here; what is left by SKU. */
    lock(tx: Tx, skuIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
    readLeft(sql: Reader, skuIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
    apply(tx: Tx, changes: readonly StockChange[]): Promise<void>;
    giveFree(tx: Tx, skuIds: readonly string[]): Promise<void>;
  };
  readonly publicUrl: string;
  readonly readAccounts: (
    sql: Reader,
    accountIds: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly name: string; readonly email: string | null }>>;
  readonly readShop: (
    sql: Reader,
    shopId: string,
  ) => Promise<{ readonly name: string; readonly language: string } | null>;
  readonly letterSender: (sql: Reader) => Promise<Letter['from'] | null>;
  /** In which language an account asked last; null for one that never said. */
  readonly languageOf: (sql: Reader, accountId: string) => Promise<string | null>;
  readonly heardLanguage: (accountId: string, acceptLanguage: string | undefined) => void;
  readonly mail: Pick<Mail, 'send'>;
  readonly text: Texts['text'];
  /** Where errors of the sweeper go. */
  readonly onFault: (error: unknown) => void;
}
