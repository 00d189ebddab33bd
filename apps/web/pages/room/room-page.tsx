import { PageLoading } from '../page-loading.tsx';

export function RoomPage() {
  return <PageLoading />;
}
