import { StaffMembers } from '../../../../features/shops/web/staff-members.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantStaffPage() {
  return (
    <MerchantFrame>{({ shop, me }) => <StaffMembers shopId={shop.id} ownAccountId={me.accountId} />}</MerchantFrame>
  );
}
