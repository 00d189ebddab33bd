import { PageLoading } from '../page-loading.tsx';

export function StudioPage() {
  return <PageLoading />;
}
