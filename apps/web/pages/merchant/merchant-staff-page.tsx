import { MembersPanel } from '../../../../features/shops/web/members-panel.tsx';
import { StaffMembers } from '../../../../features/shops/web/staff-members.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantStaffPage() {
  return (
    <MerchantFrame>
      {({ shop, me }) => (
        <>
          <StaffMembers shopId={shop.id} ownAccountId={me.accountId} />
          <MembersPanel key={shop.id} shopId={shop.id} />
        </>
      )}
    </MerchantFrame>
  );
}
