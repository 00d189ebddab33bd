import { together } from '../../../platform/db/together.ts';
import { holdDue, markSent } from './letter-store.ts';
import type { FulfilmentNeeds } from './needs.ts';

const lettersAtOnceMax = 1_000;

/**
 * Most buyers of a rush are guests without an address. Their letters are done with all at once, where each of the others gets a
 * transaction of its own. Returns how many there were. [F8]
 */
export async function passUnaddressed(needs: FulfilmentNeeds, now: number): Promise<number> {
  return needs.sql.begin(async (tx) => {
    const due = await holdDue(tx, now, lettersAtOnceMax);
    if (due.length === 0) return 0;
    const orderIds = [...new Set(due.map(({ orderId }) => orderId))];
    const [owners, contacts] = await together([
      needs.orders.readOwners(tx, orderIds),
      needs.orders.readContacts(tx, orderIds),
    ]);
    const buyers = await needs.readAccounts(tx, [...new Set(owners.map(({ accountId }) => accountId))]);
    const reached = new Set(
      owners.filter(({ id, accountId }) => buyers.get(accountId)?.email || contacts.has(id)).map(({ id }) => id),
    );
    const unaddressed = due.filter(({ orderId }) => !reached.has(orderId));
    await markSent(tx, unaddressed, now);
    return unaddressed.length;
  });
}
