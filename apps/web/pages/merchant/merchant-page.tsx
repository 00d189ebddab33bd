import { EditProductList } from '../../../../features/catalog/web/edit-product-list.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantPage() {
  return <MerchantFrame>{({ shop }) => <EditProductList shopId={shop.id} />}</MerchantFrame>;
}
