import { PageLoading } from '../page-loading.tsx';

export function MerchantOrdersPage() {
  return <PageLoading />;
}
