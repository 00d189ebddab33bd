import type { Transact } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Letter } from '../../../platform/mail/mail.ts';
import type { ProductWords } from '../verification.ts';

export interface VerifiedShop {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
}

export interface VerifiedProduct extends ProductWords {
  readonly id: string;
  readonly shopId: string;
  readonly state: string;
}

/** What app.ts hands in. */
export interface VerificationNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  readonly newId: () => string;
  /** Documents lie in a folder of their own in it. */
  readonly dataDir: string;
  readonly readShops: (sql: Reader) => Promise<readonly VerifiedShop[]>;
  readonly readProducts: (sql: Reader, productIds: readonly string[]) => Promise<readonly VerifiedProduct[]>;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Whether the account has any role in the shop, now. */
  readonly isStaff: (sql: Reader, accountId: string, shopId: string) => Promise<boolean>;
  readonly addressOf: (sql: Reader, accountId: string) => Promise<string | null>;
  readonly mail: { send(letter: Letter): Promise<void> };
  readonly text: (key: string, language: string | undefined, values?: Record<string, string | number>) => string;
  readonly publicUrl: string;
  readonly onFault: (error: unknown) => void;
}
