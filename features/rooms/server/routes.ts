import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { AccountId, Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { Product } from '../../catalog/protocol.ts';
import { PublishAddress, WatchAddress } from '../../media/protocol.ts';
import { ChangeRoom, CreateRoom, Door, Host, Pin, Room, RoomAct, SetBag, Unpin } from '../protocol.ts';
import type { Acting } from './acting.ts';
import type { Admission, EnterRoom } from './admission.ts';
import type { RoomsNeeds } from './needs.ts';
import type { Reading } from './reading.ts';

interface Parts {
  readonly admission: Admission;
  readonly enterRoom: EnterRoom;
  readonly needs: RoomsNeeds;
  readonly reading: Reading;
  readonly acting: Acting;
}

/** Of a demonstration only the last minutes are recorded: it may run for months. */
export const demoRecordMs = 600_000;
/** The picture of a room that is not for everyone: so long somebody who may be there no more can still watch it. */
export const closedWatchMs = 600_000;

const tags = ['rooms'];
const params = Type.Object({ roomId: Id });
const Nothing = Type.Object({});

export function routes(app: App, parts: Parts): void {
  readingRoutes(app, parts);
  doorRoute(app, parts);
  addressRoutes(app, parts);
  preparingRoutes(app, parts);
  showRoutes(app, parts);
}

function readingRoutes(app: App, parts: Parts): void {
  const {
    needs: { sql },
    reading,
    enterRoom,
  } = parts;
  app.route({
    method: 'GET',
    url: '/api/rooms',
    schema: {
      tags,
      summary: 'Rooms: live first, then scheduled, then ended',
      querystring: Type.Object({ shopId: Type.Optional(Id), productId: Type.Optional(Id) }),
      response: refusable(Type.Object({ rooms: Type.Array(Room) })),
    },
    handler: async ({ query, actor }) => ({ rooms: await reading.listRooms(sql, query, actor) }),
  });
  app.route({
    method: 'GET',
    url: '/api/hosts/:accountId',
    schema: {
      tags,
      summary: "A host's public page: name, shows, what was shown",
      params: Type.Object({ accountId: AccountId }),
      response: refusable(Host),
    },
    handler: async ({ params: { accountId }, actor }) =>
      (await reading.readHost(sql, accountId, actor)) ?? refuse('host_unknown'),
  });
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId',
    schema: { tags, summary: 'One room', params, response: refusable(Room) },
    handler: ({ params: { roomId }, actor }) => enterRoom(sql, roomId, actor),
  });
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/bag',
    schema: {
      tags,
      summary: "The bag's products in the host's order",
      params,
      response: refusable(Type.Object({ products: Type.Array(Product) })),
    },
    handler: async ({ params: { roomId }, actor }) => {
      const room = await enterRoom(sql, roomId, actor);
      if (isRefusal(room)) return room;
      return { products: await reading.bagProducts(sql, roomId) };
    },
  });
}

function doorRoute(app: App, { needs: { sql }, reading, admission }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/door',
    schema: { tags, summary: 'For whom a room is, and whether one may come in', params, response: refusable(Door) },
    handler: async ({ params: { roomId }, actor }, reply) => {
      const room = await reading.readRoom(sql, roomId);
      if (!room) return refuse('room_unknown');
      const { audience, shopId, hostId, hostName } = room;
      reply.header('cache-control', 'no-store');
      return { audience, open: !(await admission.refused(sql, room, actor)), shopId, hostId, hostName };
    },
  });
}

function addressRoutes(app: App, parts: Parts): void {
  const {
    needs: { sql, media },
    reading,
    enterRoom,
  } = parts;
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/watch',
    schema: {
      tags,
      summary: 'Where the picture comes from; signed, expires',
      params,
      response: refusable(WatchAddress),
    },
    handler: async ({ params: { roomId }, actor }, reply) => {
      const room = await enterRoom(sql, roomId, actor);
      if (isRefusal(room)) return room;
      if (room.state === 'ended') return refuse('room_ended');
      reply.header('cache-control', 'no-store');
      return media.watch(roomId, room.audience === 'everyone' ? undefined : closedWatchMs);
    },
  });
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/publish',
    schema: {
      tags,
      summary: "Where the host's studio sends its picture; signed, expires (host)",
      params,
      response: refusable(PublishAddress),
    },
    handler: async ({ params: { roomId }, actor }, reply) => {
      const room = await reading.readRoom(sql, roomId);
      if (!room) return refuse('room_unknown');
      if (!may(actor, 'room.publish', room.shopId)) return refuse('not_allowed');
      if (room.state === 'ended') return refuse('room_ended');
      reply.header('cache-control', 'no-store');
      return media.publish(roomId, room.demo ? demoRecordMs : undefined);
    },
  });
}

function preparingRoutes(app: App, { acting }: Parts): void {
  app.route({
    method: 'POST',
    url: '/api/rooms',
    schema: { tags, summary: 'Makes a scheduled room (host)', body: CreateRoom, response: refusable(Room) },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.createRoom(named, request.body);
    },
  });
  app.route({
    method: 'PATCH',
    url: '/api/rooms/:roomId',
    schema: { tags, summary: 'Changes title or cover (host)', params, body: ChangeRoom, response: refusable(Room) },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.changeRoom(named, request.params.roomId, request.body);
    },
  });
  app.route({
    method: 'PUT',
    url: '/api/rooms/:roomId/bag',
    schema: {
      tags,
      summary: 'Puts exactly these products into the bag (host)',
      params,
      body: SetBag,
      response: refusable(Room),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.setBag(named, request.params.roomId, request.body);
    },
  });
}

function showRoutes(app: App, { acting }: Parts): void {
  for (const [name, what] of [
    ['live', 'goLive'],
    ['end', 'end'],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/api/rooms/:roomId/${name}`,
      schema: {
        tags,
        summary: name === 'live' ? 'Goes live (host)' : 'Ends the show; the bag stays open for buying (host)',
        params,
        body: RoomAct,
        response: refusable(Room),
      },
      handler: async (request) => {
        const named = requireNamed(request);
        return isRefusal(named) ? named : acting.step(named, request.params.roomId, request.body.id, what);
      },
    });
  }
  app.route({
    method: 'POST',
    url: '/api/rooms/:roomId/pin',
    schema: {
      tags,
      summary: 'Pins a product of the bag (host, moderator)',
      params,
      body: Pin,
      response: refusable(Nothing),
    },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.pin(named, request.params.roomId, request.body);
    },
  });
  app.route({
    method: 'POST',
    url: '/api/rooms/:roomId/unpin',
    schema: { tags, summary: 'Unpins a product (host, moderator)', params, body: Unpin, response: refusable(Nothing) },
    handler: async (request) => {
      const named = requireNamed(request);
      return isRefusal(named) ? named : acting.unpin(named, request.params.roomId, request.body);
    },
  });
}
