import { createBatcher } from '../../../platform/beat/batcher.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { chooseLanguage } from '../../../platform/kit/languages.ts';
import { writeLanguages } from './letter-store.ts';

/** Buyers whose language is in memory: who buys again in it costs no write. */
export const rememberedMax = 10_000;
const wishesMax = 10;

export type Languages = ReturnType<typeof createLanguages>;

/** Remembers in which language a buyer asks, beside the purchase and never in its way. [F8] */
export function createLanguages({ sql, onFault }: { readonly sql: Sql; readonly onFault: (error: unknown) => void }) {
  const known = new Map<string, string>();
  const writes = createBatcher<{ accountId: string; language: string }, null>({
    keyOf: () => 'languages',
    async commit(_key, heard) {
      const newest = new Map(heard.map((one) => [one.accountId, one]));
      await writeLanguages(sql, [...newest.values()]);
      return heard.map(() => null);
    },
  });
  return {
    heard(accountId: string, acceptLanguage: string | undefined): void {
      if (acceptLanguage === undefined) return;
      const wishes = acceptLanguage.split(',').slice(0, wishesMax);
      const language = chooseLanguage(wishes.map((wish) => wish.split(';')[0]!));
      if (known.get(accountId) === language) return;
      if (known.size >= rememberedMax) known.clear();
      known.set(accountId, language);
      writes.submit({ accountId, language }).catch((error: unknown) => {
        known.delete(accountId);
        onFault(error);
      });
    },
    close: () => writes.close(),
  };
}
