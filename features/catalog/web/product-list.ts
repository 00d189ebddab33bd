import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../platform/ui/api.ts';
import type { ProductFilter, ProductPage } from '../product-pages.ts';
import type { Product } from '../protocol.ts';

export const shopProductsKey = (shopId: string) => ['shop-products', shopId] as const;

export interface ListWish {
  /** Staff only; what everybody sees is what is shown. */
  readonly which: ProductFilter;
  readonly search: string;
}

/** A shop's products page by page, newest first. While another search is on its way the list stays as it was. */
export function useProductList(shopId: string, { which, search }: ListWish) {
  const list = useInfiniteQuery<ProductPage, Error, InfiniteData<ProductPage>, readonly string[], string>({
    queryKey: [...shopProductsKey(shopId), which, search],
    queryFn: ({ pageParam }) => {
      const wish = { which, ...(search ? { search } : {}), ...(pageParam ? { after: pageParam } : {}) };
      return api.get<ProductPage>(`/api/shops/${shopId}/products?${new URLSearchParams(wish)}`);
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { data } = list;
  return { ...list, products: useMemo(() => data && distinct(data.pages.flatMap((page) => page.products)), [data]) };
}

/** Pages that were read at different moments may share a product. */
function distinct(products: readonly Product[]): readonly Product[] {
  return [...new Map(products.map((product) => [product.id, product])).values()];
}
