import { type DealTerms, dealPriceMinor, runningDeal, withheld } from '../deals/deals.ts';

/** What an order takes of a deal. */
export interface DealTaking {
  readonly dealId: string;
  readonly units: number;
}

/** The deals that run in the rooms of a batch, locked, and what each of its buyers has of them. */
export interface DealsNow {
  readonly running: readonly DealTerms[];
  readonly taken: readonly { readonly dealId: string; readonly accountId: string; readonly units: number }[];
}

export const noDeals: DealsNow = { running: [], taken: [] };

interface Wanting {
  readonly roomId: string | null;
  readonly accountId: string;
}

/** Counts along while a batch is decided: each order takes from what the orders before it left. */
export class BatchDeals {
  readonly #running: readonly DealTerms[];
  readonly #now: number;
  readonly #taken: Map<string, number>;
  readonly #ofBuyers: Map<string, number>;

  constructor({ running, taken }: DealsNow, now: number) {
    this.#running = running;
    this.#now = now;
    this.#taken = new Map(running.map((deal) => [deal.id, deal.taken]));
    this.#ofBuyers = new Map(taken.map(({ dealId, accountId, units }) => [keyOf(dealId, accountId), units]));
  }

  /** The deal in which so many units of a product are sold to this buyer, or why there runs one that is not for this order. */
  offer(order: Wanting, productId: string, units: number): DealTerms | NonNullable<ReturnType<typeof withheld>> | null {
    const deal = runningDeal(this.#running, order.roomId, productId, this.#now);
    if (!deal) return null;
    const ofBuyer = this.#ofBuyers.get(keyOf(deal.id, order.accountId)) ?? 0;
    return withheld(deal, { taken: this.#taken.get(deal.id)!, ofBuyer, wanted: units }) ?? deal;
  }

  take({ accountId }: Wanting, takings: readonly DealTaking[]): void {
    for (const { dealId, units } of takings) {
      const key = keyOf(dealId, accountId);
      this.#taken.set(dealId, this.#taken.get(dealId)! + units);
      this.#ofBuyers.set(key, (this.#ofBuyers.get(key) ?? 0) + units);
    }
  }
}

export interface DealtPrice {
  readonly priceMinor: number;
  /** The deal that made the price; null when the price is no lower for it. */
  readonly dealId: string | null;
}

/** The lower of the two; at the same price the deal is spared. [D4] */
export function priceInDeal(priceMinor: number, deal: DealTerms | null): DealtPrice {
  const dealt = deal === null ? priceMinor : dealPriceMinor(deal.off, priceMinor);
  return dealt < priceMinor ? { priceMinor: dealt, dealId: deal!.id } : { priceMinor, dealId: null };
}

function keyOf(dealId: string, accountId: string): string {
  return `${dealId} ${accountId}`;
}
