import { once } from '../../../platform/beat/once.ts';
import { type Actor, isNamed, type Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { HostRating, RateHost } from '../protocol.ts';
import { summarise } from '../reviews.ts';
import { countHostRatings, readHostRating, writeHostRating } from './hosts-store.ts';
import type { ReviewsNeeds } from './needs.ts';

export type Hosts = ReturnType<typeof createHosts>;

/** Stars for hosts, by those who bought in a room of theirs. [W10] */
export function createHosts(needs: ReviewsNeeds) {
  return {
    read: (actor: Actor, hostId: string) => read(needs, actor, hostId),
    rate: (actor: Named, hostId: string, wanted: RateHost) => rate(needs, actor, hostId, wanted),
  };
}

async function read(needs: ReviewsNeeds, actor: Actor, hostId: string): Promise<HostRating> {
  const summary = summarise(await countHostRatings(needs.sql, hostId), 0);
  if (!isNamed(actor)) return { summary, own: null, may: false };
  const own = await readHostRating(needs.sql, hostId, actor.accountId);
  return { summary, own, may: (await whyNot(needs, needs.sql, actor, hostId)) === null };
}

async function rate(
  needs: ReviewsNeeds,
  actor: Named,
  hostId: string,
  { id, rating }: RateHost,
): Promise<HostRating | Refusal> {
  const key = { id, actor: actor.accountId, act: `host.rate ${hostId}`, body: { rating } };
  const done = await needs.transact((tx) =>
    once<object>(tx, key, async () => {
      if (!(await needs.holdAccount(tx.sql, actor.accountId))) return refuse('name_needed');
      const wrong = rating === null ? null : await whyNot(needs, tx.sql, actor, hostId);
      if (wrong) return wrong;
      await writeHostRating(tx, hostId, actor.accountId, rating);
      return {};
    }),
  );
  return isRefusal(done) ? done : read(needs, actor, hostId);
}

async function whyNot(
  needs: ReviewsNeeds,
  sql: ReviewsNeeds['sql'] | Parameters<ReviewsNeeds['hasBoughtIn']>[0],
  actor: Named,
  hostId: string,
): Promise<Refusal | null> {
  if (actor.accountId === hostId) return refuse('host_self');
  const rooms = await needs.roomsOfHost(sql, hostId);
  return (await needs.hasBoughtIn(sql, actor.accountId, rooms)) ? null : refuse('host_not_bought');
}
