import type { Tx } from '../../../platform/beat/transact.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { sendDue } from './letters.ts';
import type { WaitlistNeeds } from './needs.ts';
import { routes } from './routes.ts';
import { movePlaces, readHolders, readTurns } from './store.ts';
import { startSweeping, sweep } from './sweeping.ts';
import { endPlaces, offer } from './turns.ts';

export const migrations: Migration = { name: 'waitlist', folder: new URL('migrations', import.meta.url).pathname };

export type WaitlistFeature = ReturnType<typeof createWaitlist>;

export function createWaitlist(needs: WaitlistNeeds) {
  return {
    migrations,
    /** For the stock: who of the line gets what came free. */
    offer: (tx: Tx, free: ReadonlyMap<string, number>) => offer(needs, tx, free),
    /** For a sale, whose SKUs are locked: the turns of its buyers. */
    readTurns,
    readHolders,
    /** Ends the turns that a sale took up: what the stock gives up goes into the same statement as the sale's holds. */
    takeTurns: (tx: Tx, ids: readonly string[]) => endPlaces(tx, ids, 'bought'),
    moveOwned: movePlaces,
    sweep: (now: number) => sweep(needs, now),
    /** Writes to those whose turn has come. Returns how many letters were due. */
    sendLetters: (now: number) => sendDue(needs, now),
    /** Sweeps each second, from now on. Returns the way to stop. */
    start: () => startSweeping(needs),
    routes: (app: App) => routes(app, needs),
  };
}
