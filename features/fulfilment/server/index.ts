import type { Tx } from '../../../platform/beat/transact.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { createActing } from './acting.ts';
import { createLanguages } from './languages.ts';
import { type LetterDue, moveLanguage, noteLetters, readLanguage } from './letter-store.ts';
import { sendDue } from './letters.ts';
import type { FulfilmentNeeds } from './needs.ts';
import { routes } from './routes.ts';

export const migrations: Migration = { name: 'fulfilment', folder: new URL('migrations', import.meta.url).pathname };
export const sweepEveryMs = 2_000;

export type FulfilmentFeature = ReturnType<typeof createFulfilment>;

export function createFulfilment(needs: FulfilmentNeeds) {
  const acting = createActing(needs);
  const languages = createLanguages(needs);
  return {
    migrations,
    /** For the orders, in the transaction that pays or refunds. */
    noteLetters: (tx: Tx, letters: readonly LetterDue[]) => noteLetters(tx, letters),
    heardLanguage: languages.heard,
    /** In which language an account asked last. */
    readLanguage,
    /** Returns how many letters were due. */
    sweep: (now: number) => sendDue(needs, now),
    /** Sends what is due every few seconds, from now on. Returns the way to stop. */
    start: () => startSending(needs),
    moveOwned: moveLanguage,
    routes: (app: App) => routes(app, needs, acting),
    close: () => languages.close(),
  };
}

function startSending(needs: FulfilmentNeeds): () => Promise<void> {
  let sending: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sending = sendDue(needs, needs.now())
      .catch(needs.onFault)
      .finally(() => {
        busy = false;
      });
  }, sweepEveryMs);
  return async () => {
    clearInterval(timer);
    await sending;
  };
}
