import { PageLoading } from '../page-loading.tsx';

export function MerchantPage() {
  return <PageLoading />;
}
