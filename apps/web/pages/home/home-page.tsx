import { PageLoading } from '../page-loading.tsx';

export function HomePage() {
  return <PageLoading />;
}
