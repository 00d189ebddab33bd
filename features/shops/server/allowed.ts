import { requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type Act, may } from '../../accounts/access.ts';
import type { StaffNeeds } from './staff.ts';
import { readShop } from './store.ts';

/** The actor when it may; whether a shop exists is told only to those who may. [H1] */
export async function allowed(
  needs: Pick<StaffNeeds, 'sql'>,
  request: { actor: Actor; params: { shopId: string } },
  act: Act,
): Promise<Named | Refusal> {
  const { shopId } = request.params;
  const actor = requireNamed(request);
  if (isRefusal(actor)) return actor;
  if (!may(actor, act, shopId)) return refuse('not_allowed');
  return (await readShop(needs.sql, shopId)) ? actor : refuse('shop_unknown');
}
