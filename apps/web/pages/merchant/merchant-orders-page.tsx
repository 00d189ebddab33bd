import { StaffOrderList } from '../../../../features/orders/web/staff-order-list.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantOrdersPage() {
  return <MerchantFrame>{({ shop }) => <StaffOrderList shopId={shop.id} />}</MerchantFrame>;
}
