import type { Transact } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Letter } from '../../../platform/mail/mail.ts';

export interface ReviewedProduct {
  readonly id: string;
  readonly shopId: string;
  readonly title: string;
  readonly state: string;
}

/** What app.ts hands in. */
export interface ReviewsNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly now: () => number;
  /** Something was hidden or shown: what is known of pictures is old. */
  readonly picturesChanged?: () => void;
  readonly newId: () => string;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Waits for a move of the account; false when it is gone or may not act. */
  readonly holdAccount: (sql: Reader, accountId: string) => Promise<boolean>;
  readonly readProducts: (sql: Reader, productIds: readonly string[]) => Promise<readonly ReviewedProduct[]>;
  readonly addPicture: (shopId: string, upload: Buffer) => Promise<{ readonly id: string } | Refusal>;
  readonly readPicture: (pictureId: string, width: number) => Promise<Buffer | null>;
  /** A paid order with it that is not wholly refunded. */
  readonly hasBoughtProduct: (sql: Reader, accountId: string, productId: string) => Promise<boolean>;
  readonly hasBoughtIn: (sql: Reader, accountId: string, roomIds: readonly string[]) => Promise<boolean>;
  readonly roomsOfHost: (sql: Reader, hostId: string) => Promise<readonly string[]>;
  /** Where the account gets letters; null for none. */
  readonly addressOf: (sql: Reader, accountId: string) => Promise<string | null>;
  readonly languageOf: (sql: Reader, shopId: string) => Promise<string | undefined>;
  readonly mail: { send(letter: Letter): Promise<void> };
  readonly text: (key: string, language: string | undefined, values?: Record<string, string | number>) => string;
  readonly publicUrl: string;
  readonly onFault: (error: unknown) => void;
}
