import { useState } from 'react';
import { type Goods, type Place, type Totals, totalsOf } from '../../../../features/orders/totals.ts';
import { useTaken } from '../../../../features/orders/web/use-taken.ts';
import type { ShopTerms } from '../../../../features/shops/terms.ts';
import { useTerms } from '../../../../features/shops/web/use-settings.ts';
import { isRefusal } from '../../../../platform/kit/refusal.ts';

export interface Charges {
  readonly terms: ShopTerms | undefined;
  readonly place: Place | null;
  /** The sum is not known yet, and may still be. */
  readonly awaited: boolean;
  /** Null until it is known where the order goes and what the shop adds. */
  readonly totals: Totals | null;
  /** Why nothing can be bought so: a refusal's code. */
  readonly refused: string | null;
  setPlace(place: Place): void;
  /** The shop's terms are others than this page thinks. */
  freshen(): void;
}

/** What delivery and tax add to the goods, by the same reckoning as the server's. */
export function useCharges(shopId: string, goods: Goods): Charges {
  const terms = useTerms(shopId);
  const [place, setPlace] = useState<Place | null>(null);
  const reckoned = terms.data && place ? totalsOf(goods, place, terms.data) : null;
  const refused = useTaken(terms.data)?.length === 0 ? 'payment_not_taken' : null;
  return {
    terms: terms.data,
    awaited: terms.isLoading || place === null,
    place,
    totals: isRefusal(reckoned) ? null : reckoned,
    refused: refused ?? (isRefusal(reckoned) ? reckoned.refused : null),
    setPlace,
    freshen: () => void terms.refetch(),
  };
}
