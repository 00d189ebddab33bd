import { PageLoading } from '../page-loading.tsx';

export function MerchantStaffPage() {
  return <PageLoading />;
}
