import { useMemo } from 'react';
import type { Product } from '../../../features/catalog/protocol.ts';
import { useBag } from '../../../features/catalog/web/use-bag.ts';
import { linePrice } from '../../../features/orders/line-price.ts';
import type { RoomState } from '../../../features/rooms/protocol.ts';

/** The room's bag at the prices that it sells at: while it is live some things cost less, and say what they cost otherwise. */
export function useRoomBag(roomId: string, productIds: readonly string[], state: RoomState) {
  const bag = useBag(roomId, productIds, state === 'ended');
  const { products } = bag;
  return { ...bag, products: useMemo(() => priced(products, state === 'live'), [products, state]) };
}

function priced(products: readonly Product[], roomLive: boolean): readonly Product[] {
  if (!roomLive) return products;
  return products.map((product) => ({
    ...product,
    skus: product.skus.map((sku) => {
      const { priceMinor, regularMinor } = linePrice(sku, { roomLive });
      return { ...sku, priceMinor, regularMinor };
    }),
  }));
}
