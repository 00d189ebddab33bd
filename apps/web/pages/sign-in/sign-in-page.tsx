import { PageLoading } from '../page-loading.tsx';

export function SignInPage() {
  return <PageLoading />;
}
