import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { StockJournal } from '../../../../features/stock/web/stock-journal.tsx';
import { WaitingCounts } from '../../../../features/waitlist/web/waiting-counts.tsx';
import { VariantPage } from './variant-page.tsx';

/** The stock of one product, variant by variant, and why it is what it is. */
export function MerchantStockPage() {
  const { t } = useTranslation();
  const { productId = '' } = useParams();
  const [skuId, setSkuId] = useState('');
  return (
    <VariantPage
      productId={productId}
      title={t('stock:journal.title')}
      back={t('stock:journal.back')}
      variant={t('stock:journal.variant')}
      skuId={skuId}
      onSku={setSkuId}
      testId="stock-variant"
    >
      {(product, sku) => (
        <>
          <WaitingCounts shopId={product.shopId} skus={[sku]} />
          <StockJournal key={sku.id} skuId={sku.id} />
        </>
      )}
    </VariantPage>
  );
}
