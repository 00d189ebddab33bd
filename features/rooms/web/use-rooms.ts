import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { useRoom, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { Room } from '../protocol.ts';
import type { RoomView } from '../rooms-view.ts';

const roomsAgainMs = 20_000;

export function useRooms() {
  return useQuery({
    queryKey: ['rooms'],
    queryFn: () => api.get<{ rooms: Room[] }>('/api/rooms'),
    refetchInterval: roomsAgainMs,
  });
}

/** What a page knows of a room before its socket is open, and what the stream does not say. */
export function useRoomInfo(roomId: string) {
  return useQuery({ queryKey: ['rooms', roomId], queryFn: () => api.get<Room>(`/api/rooms/${roomId}`) });
}

/** The room as its stream tells it. Inside a RoomProvider. */
export function useRoomView(): RoomView {
  return useStreamPart<RoomView>('room', 'rooms');
}

/** Null until the gateway has counted. */
export function useWatching(): number | null {
  return useRoom((snapshot) => (snapshot.latest['room.watching'] as number | undefined) ?? null);
}
