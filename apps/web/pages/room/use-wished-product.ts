import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { Product } from '../../../../features/catalog/protocol.ts';

/** `?product=<id>`: whoever comes from a product's own page finds it open, once. */
export function useWishedProduct(products: readonly Product[], onOpen: (productId: string) => void): void {
  const [search, setSearch] = useSearchParams();
  const wished = search.get('product');
  const found = products.some((product) => product.id === wished);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions are new at each rendering; the wish counts.
  useEffect(() => {
    if (wished === null || !found) return;
    onOpen(wished);
    setSearch({}, { replace: true });
  }, [wished, found]);
}
