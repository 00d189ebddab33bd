import { EditProductList } from '../../../../features/catalog/web/edit-product-list.tsx';
import { SetupChecklist } from '../../../../features/shops/web/setup-checklist.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantPage() {
  return (
    <MerchantFrame>
      {({ shop }) => (
        <>
          <SetupChecklist shopId={shop.id} />
          <EditProductList shopId={shop.id} />
        </>
      )}
    </MerchantFrame>
  );
}
