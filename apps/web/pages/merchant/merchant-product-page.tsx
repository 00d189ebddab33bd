import { PageLoading } from '../page-loading.tsx';

export function MerchantProductPage() {
  return <PageLoading />;
}
