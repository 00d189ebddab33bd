import { useTranslation } from 'react-i18next';
import { useProductList } from '../../../../features/catalog/web/product-list.ts';
import { ShopVerifications } from '../../../../features/verification/web/shop-verifications.tsx';
import { SearchField, useSearch } from '../../../../platform/ui/search-field.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantVerificationPage() {
  return <MerchantFrame>{({ shop }) => <Verifications key={shop.id} shopId={shop.id} />}</MerchantFrame>;
}

/** Which product is applied for is chosen among the newest, or among those that a search finds. */
function Verifications({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const search = useSearch();
  const list = useProductList(shopId, { which: 'shown', search: search.wanted });
  const finding = search.text !== '' || list.hasNextPage;
  return (
    <ShopVerifications
      shopId={shopId}
      products={list.products ?? []}
      finder={finding && <SearchField label={t('catalog:edit.search')} search={search} testId="find-to-verify" />}
    />
  );
}
