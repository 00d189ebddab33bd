import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import type { Door } from '../protocol.ts';

/** Whom a room is for, for somebody it is not for. */
export function useDoor(roomId: string) {
  return useQuery({ queryKey: ['door', roomId], queryFn: () => api.get<Door>(`/api/rooms/${roomId}/door`) });
}
