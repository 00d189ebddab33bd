import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import type { Product } from '../protocol.ts';

export const shopProductsKey = (shopId: string) => ['shop-products', shopId] as const;

/** All of a shop's products as its staff sees them: drafts and archived ones too. */
export function useShopProducts(shopId: string) {
  return useQuery({
    queryKey: shopProductsKey(shopId),
    queryFn: () => api.get<{ products: Product[] }>(`/api/shops/${shopId}/products`),
  });
}

/** Those whose title or a variant's name holds every word that was typed. */
export function productsLike(products: readonly Product[], text: string): readonly Product[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return products;
  return products.filter((product) => {
    const said = [product.title, ...product.skus.map((sku) => sku.name)].join(' ').toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
}
