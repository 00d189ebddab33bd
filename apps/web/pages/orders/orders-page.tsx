import { PageLoading } from '../page-loading.tsx';

export function OrdersPage() {
  return <PageLoading />;
}
