import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PriceHistory } from '../../../../features/catalog/web/price-history.tsx';
import { VariantPage } from './variant-page.tsx';

/** The prices of one product, variant by variant: `/merchant/prices?product=<id>&sku=<id>`. */
export function MerchantPricesPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const productId = search.get('product') ?? '';
  return (
    <VariantPage
      productId={productId}
      title={t('catalog:prices.title')}
      back={t('catalog:prices.back')}
      variant={t('catalog:prices.variant')}
      skuId={search.get('sku') ?? ''}
      onSku={(sku) => setSearch({ product: productId, sku }, { replace: true })}
      testId="prices-variant"
    >
      {(_product, sku) => <PriceHistory key={sku.id} skuId={sku.id} />}
    </VariantPage>
  );
}
