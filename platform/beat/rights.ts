import type { Actor, Role } from '../kit/actor.ts';
import type { GatewayNeeds } from './gateway-needs.ts';
import type { GatewayLimits } from './limits.ts';
import type { Viewer } from './viewer.ts';

type RightsNeeds = Pick<GatewayNeeds, 'readActors' | 'now' | 'log'> & {
  readonly limits: Pick<GatewayLimits, 'rightsEveryMs' | 'rightsAtOnceMax'>;
};

/**
 * A socket's actor was read at its upgrade. Whoever changes what it may sends a hint, and a hint can be lost; so the
 * sessions of all open sockets are read again every few seconds, as the heads of the streams are.
 */
export class Rights {
  readonly #needs: RightsNeeds;
  #lookedAt: number;
  #looking = false;

  constructor(needs: RightsNeeds) {
    this.#needs = needs;
    this.#lookedAt = needs.now();
  }

  async look(viewers: Iterable<Viewer>): Promise<void> {
    const { readActors, now, log, limits } = this.#needs;
    if (!readActors || this.#looking || now() - this.#lookedAt < limits.rightsEveryMs) return;
    this.#lookedAt = now();
    this.#looking = true;
    try {
      const bySession = sessionsOf(viewers);
      const sessionIds = [...bySession.keys()];
      for (let from = 0; from < sessionIds.length; from += limits.rightsAtOnceMax) {
        const asked = sessionIds.slice(from, from + limits.rightsAtOnceMax);
        const actors = await readActors(asked);
        for (const id of asked) for (const viewer of bySession.get(id)!) judge(viewer, actors.get(id) ?? null, now());
      }
    } catch (error) {
      // Nobody is sent away because we cannot ask: the next look is soon.
      log.error({ err: error }, 'reading the sessions of open sockets failed');
    } finally {
      this.#looking = false;
    }
  }
}

function sessionsOf(viewers: Iterable<Viewer>): Map<string, Viewer[]> {
  const bySession = new Map<string, Viewer[]>();
  for (const viewer of viewers) {
    const { sessionId } = viewer.actor;
    if (sessionId === null || viewer.gone) continue;
    const same = bySession.get(sessionId);
    if (same) same.push(viewer);
    else bySession.set(sessionId, [viewer]);
  }
  return bySession;
}

function judge(viewer: Viewer, actor: Actor | null, now: number): void {
  if (actor) {
    if (!sameRights(viewer.actor, actor)) viewer.close('session_changed');
    return;
  }
  // A session that is over by itself may go on in another: the viewer comes back with what its cookies say.
  viewer.close(viewer.actor.expiresAt <= now ? 'session_changed' : 'session_ended');
}

function sameRights(one: Actor, other: Actor): boolean {
  if (one.accountId !== other.accountId || one.name !== other.name || one.operator !== other.operator) return false;
  const shopIds = new Set([...Object.keys(one.roles), ...Object.keys(other.roles)]);
  return [...shopIds].every((shopId) => rolesText(one.roles[shopId]) === rolesText(other.roles[shopId]));
}

function rolesText(roles: readonly Role[] = []): string {
  return [...new Set(roles)].sort().join(' ');
}
