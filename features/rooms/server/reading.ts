import type { Reader } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Product } from '../../catalog/protocol.ts';
import type { Host, Room } from '../protocol.ts';
import type { Admission } from './admission.ts';
import type { RoomsNeeds } from './needs.ts';
import {
  type RoomFilter,
  type RoomRow,
  readBag,
  readProductsOfRooms,
  readRoomRow,
  readRoomRows,
  readRoomsOfProducts,
} from './store.ts';

/** Rooms of one list at most. */
export const roomsListedMax = 200;
/** Products on a host's page at most. */
export const hostProductsMax = 48;
/** So long after its end a room's bag still hears of prices and stock: people buy on. */
export const bagFollowsMs = 24 * 60 * 60 * 1000;

export interface Reading {
  readRoom(sql: Reader, roomId: string): Promise<Room | null>;
  /** Those that are for the actor. */
  listRooms(sql: Reader, filter: RoomFilter, actor: Actor): Promise<Room[]>;
  /** Null when this person has hosted nothing: then there is nothing to be seen of the account. */
  readHost(sql: Reader, accountId: string, actor: Actor): Promise<Host | null>;
  /** The bag's products that everybody may see, in the host's order. */
  bagProducts(sql: Reader, roomId: string): Promise<Product[]>;
  roomsOfProducts(sql: Reader, productIds: readonly string[]): Promise<Map<string, string[]>>;
}

type Needs = Pick<RoomsNeeds, 'namesOf' | 'demoShops' | 'readProducts' | 'now'>;

export function createReading(needs: Needs, admission: Admission): Reading {
  return {
    async readRoom(sql, roomId) {
      const row = await readRoomRow(sql, roomId);
      return row && (await named(sql, [row], await needs.demoShops(sql)))[0]!;
    },
    listRooms: async (sql, filter, actor) => admission.among(sql, await listRooms(sql, filter), actor),
    async readHost(sql, accountId, actor) {
      const all = await listRooms(sql, { hostId: accountId });
      if (all.length === 0) return null;
      const rooms = await admission.among(sql, all, actor);
      const roomIds = rooms.map(({ id }) => id);
      const products = await needs.readProducts(sql, await readProductsOfRooms(sql, roomIds, hostProductsMax));
      const shown = products.filter((product) => product.state === 'shown');
      return { id: accountId, name: all[0]!.hostName, rooms, products: shown };
    },
    async bagProducts(sql, roomId) {
      const products = await needs.readProducts(sql, await readBag(sql, roomId));
      return products.filter((product) => product.state === 'shown');
    },
    roomsOfProducts: (sql, productIds) => readRoomsOfProducts(sql, productIds, needs.now() - bagFollowsMs),
  };

  async function listRooms(sql: Reader, filter: RoomFilter): Promise<Room[]> {
    const demoShops = await needs.demoShops(sql);
    return named(sql, await readRoomRows(sql, filter, demoShops, roomsListedMax), demoShops);
  }

  async function named(sql: Reader, rows: readonly RoomRow[], demoShops: ReadonlySet<string>): Promise<Room[]> {
    const names = await needs.namesOf(sql, [...new Set(rows.map((row) => row.hostId))]);
    return rows.map((row) => ({ ...row, hostName: names.get(row.hostId) ?? '', demo: demoShops.has(row.shopId) }));
  }
}
