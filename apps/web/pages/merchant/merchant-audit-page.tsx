import { AuditList } from '../../../../features/moderation/web/audit-list.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantAuditPage() {
  return <MerchantFrame>{({ shop }) => <AuditList key={shop.id} shopId={shop.id} />}</MerchantFrame>;
}
