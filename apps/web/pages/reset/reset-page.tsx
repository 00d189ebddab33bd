import { PageLoading } from '../page-loading.tsx';

export function ResetPage() {
  return <PageLoading />;
}
