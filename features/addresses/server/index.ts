import { once } from '../../../platform/beat/once.ts';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { mergeBooks } from '../addresses.ts';
import type { AddressBook, KeptAddress } from '../protocol.ts';
import { type AddressCommand, type Decide, routes } from './routes.ts';
import { deleteBook, readBook, writeBook } from './store.ts';

export const migrations: Migration = { name: 'addresses', folder: new URL('migrations', import.meta.url).pathname };

export interface AddressesNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  /** Held by this transaction alone: one book is changed by one at a time. */
  readonly holdAccounts: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

export type AddressesFeature = ReturnType<typeof createAddresses>;

export function createAddresses(needs: AddressesNeeds) {
  const read = async (accountId: string): Promise<AddressBook> => ({
    addresses: shown(await readBook(needs.sql, accountId)),
  });
  return {
    migrations,
    moveOwned,
    routes: (app: App) =>
      routes(app, { read, change: (actor, act, decide) => change(needs, read, actor, act, decide) }),
  };
}

/** Nothing of an address is kept under the command's id: a repeat is answered with the book as it is. */
async function change(
  { transact, holdAccounts }: AddressesNeeds,
  read: (accountId: string) => Promise<AddressBook>,
  { accountId }: Named,
  command: AddressCommand,
  decide: Decide,
): Promise<AddressBook | Refusal> {
  const done = await transact((tx) =>
    once<object>(tx, { ...command, actor: accountId }, async () => {
      if (!(await holdAccounts(tx.sql, [accountId])).has(accountId)) return refuse('not_signed_in');
      const book = decide(await readBook(tx.sql, accountId));
      if (isRefusal(book)) return book;
      return (await writeBook(tx, accountId, book)) ? {} : refuse('id_reused');
    }),
  );
  return isRefusal(done) ? done : read(accountId);
}

/** Both accounts are held by whoever calls this. */
async function moveOwned(tx: Tx, from: string, to: string): Promise<void> {
  const brought = await readBook(tx.sql, from);
  if (brought.length === 0) return;
  await deleteBook(tx, from);
  await writeBook(tx, to, mergeBooks(await readBook(tx.sql, to), brought));
}

/** The default first, then the newest. */
function shown(book: readonly KeptAddress[]): KeptAddress[] {
  return [...book].reverse().sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}
