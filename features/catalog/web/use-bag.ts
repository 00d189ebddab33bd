import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../../platform/ui/api.ts';
import { useRoom, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { StockView } from '../../stock/stock-view.ts';
import type { PriceState } from '../catalog-view.ts';
import { shownProducts } from '../product-numbers.ts';
import type { Product } from '../protocol.ts';

/**
 * The room's bag with the prices and the stock of this moment. Titles and pictures are read over HTTP, again whenever
 * the stream says that the bag or a product is another; numbers come from the stream alone. A room that has ended stops
 * hearing some time later, so its numbers are read too: when it ends, and whenever somebody looks (`freshen`).
 */
export function useBag(roomId: string, productIds: readonly string[], ended: boolean) {
  const { changed } = useStreamPart<PriceState>('room', 'catalog');
  const ready = useRoom((snapshot) => snapshot.ready.room);
  const connecting = useRoom((snapshot) => snapshot.status === 'connecting');
  const version = ready ? `${productIds.join()} ${JSON.stringify(changed)} ${ended}` : '';
  const bag = useQuery({
    queryKey: ['bag', roomId, version],
    queryFn: () => api.get<{ products: Product[] }>(`/api/rooms/${roomId}/bag`),
    // The stream comes in a moment and says which version is wanted; only without it the bag is read at once.
    enabled: ready || !connecting,
    placeholderData: (before) => before,
    staleTime: ended ? 0 : Number.POSITIVE_INFINITY,
  });
  const read = bag.data?.products;
  const products = useShown(read, ended && !bag.isPlaceholderData);
  const { refetch } = bag;
  return {
    products,
    isPending: bag.isPending,
    isError: bag.isError && read === undefined,
    refetch,
    freshen: useCallback(() => void (ended && refetch()), [ended, refetch]),
  };
}

/** One product, opened by its own address, outside of any room. */
export function useProduct(productId: string) {
  return useQuery({ queryKey: ['product', productId], queryFn: () => api.get<Product>(`/api/products/${productId}`) });
}

function useShown(products: readonly Product[] | undefined, over: boolean): readonly Product[] {
  const { prices, livePrices } = useStreamPart<PriceState>('room', 'catalog');
  const left = useStreamPart<StockView>('room', 'stock');
  return useMemo(
    () => shownProducts(products ?? [], { prices, livePrices, left, over }),
    [products, prices, livePrices, left, over],
  );
}
