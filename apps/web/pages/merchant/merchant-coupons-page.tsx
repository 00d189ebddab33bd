import { useTranslation } from 'react-i18next';
import { useProductList } from '../../../../features/catalog/web/product-list.ts';
import { ShopCoupons } from '../../../../features/coupons/web/shop-coupons.tsx';
import type { Shop } from '../../../../features/shops/protocol.ts';
import { SearchField, useSearch } from '../../../../platform/ui/search-field.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

/** The shop's coupons: how they stand, and new ones for the next show. */
export function MerchantCouponsPage() {
  return <MerchantFrame>{({ shop }) => <Coupons key={shop.id} shop={shop} />}</MerchantFrame>;
}

function Coupons({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const search = useSearch();
  const first = useProductList(shop.id, { which: 'shown', search: '' });
  const found = useProductList(shop.id, { which: 'shown', search: search.wanted });
  const many = first.hasNextPage || search.text !== '';
  return (
    <ShopCoupons
      shopId={shop.id}
      currency={shop.currency}
      products={found.products ?? []}
      known={first.products ?? []}
      find={many && <SearchField label={t('coupons:shop.find')} search={search} testId="coupon-find" />}
    />
  );
}
