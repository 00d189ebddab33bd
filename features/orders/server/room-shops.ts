import type { OrdersNeeds } from './needs.ts';
import type { RoomShops } from './purchases.ts';

export const roomsRememberedMax = 10_000;

export function createRoomShops(needs: Pick<OrdersNeeds, 'sql' | 'readRoom'>): RoomShops {
  const remembered = new Map<string, string>();
  return {
    async shopsOf(roomIds) {
      for (const roomId of new Set(roomIds)) {
        if (remembered.has(roomId)) continue;
        const room = await needs.readRoom(needs.sql, roomId);
        if (remembered.size >= roomsRememberedMax) remembered.clear();
        if (room) remembered.set(roomId, room.shopId);
      }
      return new Map(roomIds.flatMap((id) => (remembered.has(id) ? [[id, remembered.get(id)!] as const] : [])));
    },
  };
}
