import type { Reader } from '../../../platform/db/connect.ts';
import type { Product } from '../../catalog/protocol.ts';
import type { Room } from '../protocol.ts';
import type { RoomsNeeds } from './needs.ts';
import { type RoomRow, readBag, readRoomRow, readRoomRows, readRoomsOfProducts } from './store.ts';

/** Rooms of one list at most. */
export const roomsListedMax = 200;
/** So long after its end a room's bag still hears of prices and stock: people buy on. */
export const bagFollowsMs = 24 * 60 * 60 * 1000;

export interface Reading {
  readRoom(sql: Reader, roomId: string): Promise<Room | null>;
  listRooms(sql: Reader, shopId: string | null): Promise<Room[]>;
  /** The bag's products that everybody may see, in the host's order. */
  bagProducts(sql: Reader, roomId: string): Promise<Product[]>;
  roomsOfProducts(sql: Reader, productIds: readonly string[]): Promise<Map<string, string[]>>;
}

export function createReading(needs: Pick<RoomsNeeds, 'namesOf' | 'readProducts' | 'now'>): Reading {
  return {
    async readRoom(sql, roomId) {
      const row = await readRoomRow(sql, roomId);
      return row && (await named(sql, [row]))[0]!;
    },
    async listRooms(sql, shopId) {
      return named(sql, await readRoomRows(sql, shopId, roomsListedMax));
    },
    async bagProducts(sql, roomId) {
      const products = await needs.readProducts(sql, await readBag(sql, roomId));
      return products.filter((product) => product.state === 'shown');
    },
    roomsOfProducts: (sql, productIds) => readRoomsOfProducts(sql, productIds, needs.now() - bagFollowsMs),
  };

  async function named(sql: Reader, rows: readonly RoomRow[]): Promise<Room[]> {
    const names = await needs.namesOf(sql, [...new Set(rows.map((row) => row.hostId))]);
    return rows.map(({ hostId, ...row }) => ({ ...row, hostName: names.get(hostId) ?? '' }));
  }
}
