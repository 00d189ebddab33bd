import path from 'node:path';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { SocketCommand } from '../../../platform/socket/command.ts';
import type { Room } from '../protocol.ts';
import { createActing } from './acting.ts';
import type { RoomsNeeds } from './needs.ts';
import { createOpening } from './opening.ts';
import { createReading } from './reading.ts';
import { routes } from './routes.ts';
import type { NewRoom } from './store.ts';

export interface Rooms {
  readonly migrations: Migration;
  routes(app: App): void;
  readonly commands: readonly SocketCommand[];
  readRoom(sql: Reader, roomId: string): Promise<Room | null>;
  /** Rooms that show these products: not over, or over for a day at most. */
  roomsOfProducts(sql: Reader, productIds: readonly string[]): Promise<Map<string, string[]>>;
  /** For the seed: a scheduled room, told in its stream. */
  createRoom(tx: Tx, room: NewRoom): Promise<boolean>;
  /** For the seed: puts products of the room's shop into the bag. */
  fillBag(tx: Tx, roomId: string, productIds: readonly string[]): Promise<void>;
}

export const migrations: Migration = { name: 'rooms', folder: path.join(import.meta.dirname, 'migrations') };

export function createRooms(needs: RoomsNeeds): Rooms {
  const reading = createReading(needs);
  const acting = createActing(needs, reading);
  return {
    migrations,
    routes: (app) => routes(app, { needs, reading, acting }),
    commands: [createOpening(needs)],
    readRoom: reading.readRoom,
    roomsOfProducts: reading.roomsOfProducts,
    createRoom: acting.makeRoom,
    fillBag: acting.fillBag,
  };
}
