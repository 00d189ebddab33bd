import type { Role } from '../../platform/kit/actor.ts';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { MutePerson } from './protocol.ts';

/** What somebody is in the shop's talk: the highest that they hold. */
export type Rank = 'viewer' | 'moderator' | 'host' | 'merchant' | 'operator';
export const ranks: readonly Rank[] = ['viewer', 'moderator', 'host', 'merchant', 'operator'];

export interface Standing {
  readonly roles: readonly Role[];
  readonly operator: boolean;
}

export function rankOf({ roles, operator }: Standing): Rank {
  if (operator) return 'operator';
  return ranks.findLast((rank) => roles.includes(rank)) ?? 'viewer';
}

type Whom = Rank | 'self';

/**
 * Who may do what to whom. A line that one said oneself may be taken back by all who run the room; nobody mutes or
 * unmutes oneself, and nobody whoever stands above. Unmuting is as muting.
 */
export const powers: Readonly<Record<Rank, Readonly<Record<'remove' | 'mute', readonly Whom[]>>>> = {
  viewer: { remove: [], mute: [] },
  moderator: { remove: ['viewer', 'moderator', 'self'], mute: ['viewer'] },
  host: { remove: ['viewer', 'moderator', 'host', 'self'], mute: ['viewer', 'moderator'] },
  merchant: {
    remove: ['viewer', 'moderator', 'host', 'merchant', 'self'],
    mute: ['viewer', 'moderator', 'host'],
  },
  operator: { remove: [...ranks, 'self'], mute: ['viewer', 'moderator', 'host', 'merchant'] },
};

/** Null when the one may do it to the other. */
export function protects(
  what: 'remove' | 'mute',
  actor: Standing & { readonly accountId: string },
  whom: Standing & { readonly accountId: string },
): Refusal | null {
  const target = actor.accountId === whom.accountId ? 'self' : rankOf(whom);
  return powers[rankOf(actor)][what].includes(target) ? null : refuse('person_protected');
}

const minuteMs = 60_000;

/** When the mute ends; null with the show. Only a room has a show. */
export function muteEnd(
  { scope, minutes }: Pick<MutePerson, 'scope' | 'minutes'>,
  now: number,
): number | null | Refusal {
  if (minutes === null) return scope === 'room' ? null : refuse('mute_needs_end');
  return now + minutes * minuteMs;
}
