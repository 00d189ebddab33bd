import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { closeCodes } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { takeFirstAnswer } from '../../../platform/ui/first-answers.ts';
import { useRoom, useRoomConnection, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { Host, Room } from '../protocol.ts';
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
  const address = `/api/rooms/${roomId}`;
  return useQuery({
    queryKey: ['rooms', roomId],
    queryFn: () => api.get<Room>(address),
    // The page may have it with it: then the room is there at the first rendering.
    initialData: () => takeFirstAnswer<Room>(address),
  });
}

/** The shows that have a product in their bag: the one that is on comes first. */
export function useRoomsWith(productId: string) {
  return useQuery({
    queryKey: ['rooms', 'with', productId],
    queryFn: () => api.get<{ rooms: Room[] }>(`/api/rooms?productId=${productId}`),
  });
}

export function useHost(hostId: string) {
  return useQuery({ queryKey: ['hosts', hostId], queryFn: () => api.get<Host>(`/api/hosts/${hostId}`) });
}

/** Asks about the room again when its socket was closed for somebody who may not be in it. Inside a RoomProvider. */
export function useDoorShut(): void {
  const { roomId } = useRoomConnection();
  const queries = useQueryClient();
  const shut = useRoom(({ closeCode }) => closeCode === closeCodes.not_admitted);
  useEffect(() => {
    if (shut) void queries.invalidateQueries({ queryKey: ['rooms', roomId] });
  }, [shut, queries, roomId]);
}

/** The room as its stream tells it. Inside a RoomProvider. */
export function useRoomView(): RoomView {
  return useStreamPart<RoomView>('room', 'rooms');
}

/** Null until the gateway has counted. */
export function useWatching(): number | null {
  return useRoom((snapshot) => (snapshot.latest['room.watching'] as number | undefined) ?? null);
}
