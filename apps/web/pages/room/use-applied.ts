import { useMemo } from 'react';
import { type Applied, applyCoupons } from '../../../../features/coupons/coupons.ts';
import type { Claim } from '../../../../features/coupons/protocol.ts';
import { useClockOffset } from '../../../../features/deals/web/use-deals.ts';

interface Buying {
  readonly shopId: string;
  readonly roomId: string;
  readonly productId: string;
  readonly goodsMinor: number;
}

/** What one's coupons take off, by the same rule as the server's. */
export function useApplied({ shopId, roomId, productId, goodsMinor }: Buying, claims: readonly Claim[]): Applied {
  const offset = useClockOffset();
  return useMemo(() => {
    const goods = { shopId, roomId, lines: [{ productId, totalMinor: goodsMinor }] };
    return applyCoupons(goods, claims, Date.now() + offset);
  }, [shopId, roomId, productId, goodsMinor, claims, offset]);
}
