import path from 'node:path';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { SocketCommand } from '../../../platform/socket/command.ts';
import type { Room } from '../protocol.ts';
import { createActing } from './acting.ts';
import { type Admission, createAdmission, createEnterRoom, type EnterRoom } from './admission.ts';
import type { RoomsNeeds } from './needs.ts';
import { createOpening } from './opening.ts';
import { createReading } from './reading.ts';
import { routes } from './routes.ts';
import { deleteRoom, type NewRoom, readEndedBefore, readLiveBags, readRoomsOfHost } from './store.ts';

export interface Rooms {
  readonly migrations: Migration;
  routes(app: App): void;
  readonly commands: readonly SocketCommand[];
  readRoom(sql: Reader, roomId: string): Promise<Room | null>;
  enterRoom: EnterRoom;
  refused: Admission['refused'];
  expelled: Admission['expelled'];
  /** Rooms that show these products: not over, or over for a day at most. */
  roomsOfProducts(sql: Reader, productIds: readonly string[]): Promise<Map<string, string[]>>;
  /** Those of these rooms that are live now, with the products in their bags. */
  liveBags(sql: Reader, roomIds: readonly string[]): Promise<Map<string, Set<string>>>;
  /** Every room of a host, for questions about those who were in them. */
  roomsOfHost(sql: Reader, hostId: string): Promise<string[]>;
  /** Rooms of these shops that ended before a time, the oldest first. */
  endedBefore(sql: Reader, shopIds: ReadonlySet<string>, before: number, limit: number): Promise<string[]>;
  /** Deletes a room with its bag. Whoever calls this has taken away what points at it. */
  forgetRoom(tx: Tx, roomId: string): Promise<void>;
  /** For the seed: a scheduled room, told in its stream. */
  createRoom(tx: Tx, room: NewRoom): Promise<boolean>;
  /** For the seed: puts products of the room's shop into the bag. */
  fillBag(tx: Tx, roomId: string, productIds: readonly string[]): Promise<void>;
}

export const migrations: Migration = { name: 'rooms', folder: path.join(import.meta.dirname, 'migrations') };

export function createRooms(needs: RoomsNeeds): Rooms {
  const admission = createAdmission(needs);
  const reading = createReading(needs, admission);
  const enterRoom = createEnterRoom(admission, reading.readRoom);
  const acting = createActing(needs, reading);
  return {
    migrations,
    routes: (app) => routes(app, { needs, reading, acting, admission, enterRoom }),
    commands: [createOpening(needs)],
    readRoom: reading.readRoom,
    enterRoom,
    refused: admission.refused,
    expelled: admission.expelled,
    roomsOfProducts: reading.roomsOfProducts,
    liveBags: readLiveBags,
    roomsOfHost: readRoomsOfHost,
    endedBefore: readEndedBefore,
    forgetRoom: deleteRoom,
    createRoom: acting.makeRoom,
    fillBag: acting.fillBag,
  };
}
