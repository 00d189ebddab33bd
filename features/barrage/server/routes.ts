import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { Line } from '../protocol.ts';
import type { BarrageNeeds } from './needs.ts';

export const linesReadMax = 200;
export const linesReadUsual = 50;

interface Parts {
  readonly needs: Pick<BarrageNeeds, 'sql' | 'readRoom' | 'enterRoom'>;
  readonly readTalk: (roomId: string, after: number | null, limit: number) => Promise<Line[]>;
  readonly readLine: (roomId: string, lineId: string) => Promise<Line | null>;
}

export function routes(app: App, { needs, readTalk, readLine }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/talk/:lineId',
    schema: {
      tags: ['barrage'],
      summary: 'One line of the talk, such as the pinned one',
      params: Type.Object({ roomId: Id, lineId: Id }),
      response: refusable(Line),
    },
    handler: async ({ params: { roomId, lineId }, actor }) =>
      (await shut(needs, roomId, actor)) ?? (await readLine(roomId, lineId)) ?? refuse('line_not_here'),
  });
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/talk',
    schema: {
      tags: ['barrage'],
      summary: "The room's talk, oldest first: lines after a number, or the newest",
      params: Type.Object({ roomId: Id }),
      querystring: Type.Object({
        after: Type.Optional(Type.Integer({ minimum: 0 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: linesReadMax })),
      }),
      response: refusable(Type.Object({ lines: Type.Array(Line) })),
    },
    handler: async ({ params: { roomId }, query: { after, limit }, actor }) => {
      const refused = await shut(needs, roomId, actor);
      return refused ?? { lines: await readTalk(roomId, after ?? null, limit ?? linesReadUsual) };
    },
  });
}

/** Why this visitor may not read the room's talk. */
async function shut(needs: Parts['needs'], roomId: string, actor: Actor): Promise<Refusal | null> {
  const room = await (needs.enterRoom ?? needs.readRoom)(needs.sql, roomId, actor);
  if (room === null) return refuse('room_unknown');
  return isRefusal(room) ? room : null;
}
