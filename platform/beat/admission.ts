import type { Actor } from '../kit/actor.ts';
import type { GatewayNeeds } from './gateway-needs.ts';
import type { GatewayLimits } from './limits.ts';
import type { Viewer } from './viewer.ts';

type AdmissionNeeds = Pick<GatewayNeeds, 'expelled' | 'now' | 'log'> & {
  readonly limits: Pick<GatewayLimits, 'rightsEveryMs' | 'rightsAtOnceMax'>;
};

/**
 * Who was let into a room may lose the right to it, and a room may close itself to some who are in it. As with rights
 * there is a hint, which can be lost, and a look every few seconds.
 */
export class Admission {
  readonly #needs: AdmissionNeeds;
  #dueAt: number;
  #looking = false;

  constructor(needs: AdmissionNeeds) {
    this.#needs = needs;
    this.#dueAt = needs.now() + needs.limits.rightsEveryMs;
  }

  /** Somebody may have been put out of a room: the next tick looks. */
  hurry(): void {
    this.#dueAt = 0;
  }

  async look(viewers: Iterable<Viewer>): Promise<void> {
    const { expelled, now, log, limits } = this.#needs;
    if (!expelled || this.#looking || now() < this.#dueAt) return;
    this.#dueAt = now() + limits.rightsEveryMs;
    this.#looking = true;
    try {
      const here = [...viewers].filter(({ gone }) => !gone);
      for (let from = 0; from < here.length; from += limits.rightsAtOnceMax) {
        const asked = here.slice(from, from + limits.rightsAtOnceMax);
        const out = await expelled(byRoom(asked));
        for (const viewer of asked) if (out.get(viewer.roomId)?.has(viewer.actor)) viewer.close('not_admitted');
      }
    } catch (error) {
      log.error({ err: error }, 'reading who may be in the rooms failed');
    } finally {
      this.#looking = false;
    }
  }
}

function byRoom(viewers: readonly Viewer[]): Map<string, Actor[]> {
  const rooms = new Map<string, Actor[]>();
  for (const { roomId, actor } of viewers) {
    const same = rooms.get(roomId);
    if (same) same.push(actor);
    else rooms.set(roomId, [actor]);
  }
  return rooms;
}
