import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { payoutReturned } from '../ledger.ts';
import type { Payouts, ReturnPayout } from '../protocol.ts';
import { lockPayouts, type PayoutsNeeds, readPayouts } from './payouts.ts';
import { post } from './store.ts';

interface Which {
  readonly shopId: string;
  readonly payoutId: string;
}

/** The bank gave a payout back: the shop has that money at the provider again, and it may be paid out anew. [L46] */
export async function returnPayout(
  needs: PayoutsNeeds,
  actor: Named,
  which: Which,
  { id, reason }: ReturnPayout,
): Promise<Payouts | Refusal> {
  const key = { id, actor: actor.accountId, act: `ledger.return_payout ${which.payoutId}`, body: { reason } };
  const done = await needs.transact((tx) => once<object>(tx, key, () => takeBack(tx, actor, which, reason)));
  return isRefusal(done) ? done : readPayouts(needs);
}

async function takeBack(
  tx: Tx,
  { accountId }: Named,
  { shopId, payoutId }: Which,
  reason: string,
): Promise<object | Refusal> {
  await lockPayouts(tx, shopId);
  const [paid] = await tx.sql<{ amountMinor: number; currency: string; returned: boolean }[]>`
    select p.amount_minor as "amountMinor", p.currency, r.payout_id is not null as returned
    from ledger_payouts p left join ledger_payout_returns r on r.payout_id = p.entry_id
    where p.entry_id = ${payoutId} and p.shop_id = ${shopId}`;
  if (!paid) return refuse('payout_unknown');
  if (paid.returned) return refuse('payout_returned');
  const { amountMinor, currency } = paid;
  const entry = payoutReturned({ id: payoutId, shopId, at: tx.now, orderId: null, amountMinor, currency });
  await post(tx, [entry]);
  await tx.sql`
    insert into ledger_payout_returns (payout_id, entry_id, by_id, at, reason)
    values (${payoutId}, ${entry.id}, ${accountId}, to_timestamp(${tx.now}::float8 / 1000), ${reason})`;
  return {};
}
