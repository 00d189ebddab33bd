import { PageLoading } from '../page-loading.tsx';

export function ProductPage() {
  return <PageLoading />;
}
