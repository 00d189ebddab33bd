import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import type { Audience, ChangeRoom, Room } from '../protocol.ts';

const roomsAgainMs = 15_000;

/** What the studio asks of its shop's rooms. Every write takes the wish's own id. */
export const studioApi = {
  create: (id: string, shopId: string, wanted: { title: string; audience: Audience }) =>
    api.post<Room>('/api/rooms', { id, shopId, ...wanted }),
  change: (id: string, roomId: string, change: Omit<ChangeRoom, 'id'>) =>
    api.patch<Room>(`/api/rooms/${roomId}`, { id, ...change }),
  setBag: (id: string, roomId: string, productIds: readonly string[]) =>
    api.put<Room>(`/api/rooms/${roomId}/bag`, { id, productIds }),
  goLive: (id: string, roomId: string) => api.post<Room>(`/api/rooms/${roomId}/live`, { id }),
  end: (id: string, roomId: string) => api.post<Room>(`/api/rooms/${roomId}/end`, { id }),
  pin: (id: string, roomId: string, productId: string, explaining: boolean) =>
    api.post<object>(`/api/rooms/${roomId}/pin`, { id, productId, explaining }),
  unpin: (id: string, roomId: string, productId: string) =>
    api.post<object>(`/api/rooms/${roomId}/unpin`, { id, productId }),
};

export const shopRoomsKey = (shopId: string) => ['shop-rooms', shopId] as const;

export function useShopRooms(shopId: string) {
  return useQuery({
    queryKey: shopRoomsKey(shopId),
    queryFn: () => api.get<{ rooms: Room[] }>(`/api/rooms?shopId=${shopId}`),
    refetchInterval: roomsAgainMs,
  });
}
