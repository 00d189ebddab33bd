import { PageLoading } from '../page-loading.tsx';

export function StudioRoomPage() {
  return <PageLoading />;
}
