import type { Fold } from '../../platform/kit/fact.ts';
import { type DealPhase, phaseOf } from './deals.ts';
import type { DealOff } from './protocol.ts';

export interface DealView {
  readonly id: string;
  readonly productId: string;
  readonly off: DealOff;
  readonly units: number;
  readonly perBuyer: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly taken: number;
}

/** The latest deal of each product that the room was told of, by product. */
export type DealsView = Readonly<Record<string, DealView>>;

export const dealsFold: Fold<DealsView> = {
  initial: {},
  apply(view, { kind, body, at }) {
    if (kind === 'deal.announced') {
      const { dealId, ...told } = body as unknown as Omit<DealView, 'id' | 'taken'> & { dealId: string };
      return { ...view, [told.productId]: { ...told, id: dealId, taken: 0 } };
    }
    if (kind !== 'deal.taken' && kind !== 'deal.ended') return view;
    const deal = Object.values(view).find(({ id }) => id === body.dealId);
    if (!deal) return view;
    const change = kind === 'deal.taken' ? { taken: body.taken as number } : { endsAt: at };
    return { ...view, [deal.productId]: { ...deal, ...change } };
  },
};

/** As a viewer sees it: once all units are taken there is nothing to wait for. */
export function shownPhase(deal: DealView, now: number): DealPhase | 'all_taken' {
  const phase = phaseOf(deal, now);
  return phase === 'running' && deal.taken >= deal.units ? 'all_taken' : phase;
}
