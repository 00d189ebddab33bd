import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { Line } from '../protocol.ts';
import type { BarrageNeeds } from './needs.ts';

export const linesReadMax = 200;
export const linesReadUsual = 50;

interface Parts {
  readonly needs: Pick<BarrageNeeds, 'sql' | 'readRoom'>;
  readonly readTalk: (roomId: string, after: number | null, limit: number) => Promise<Line[]>;
}

export function routes(app: App, { needs, readTalk }: Parts): void {
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
    handler: async ({ params: { roomId }, query: { after, limit } }) => {
      if (!(await needs.readRoom(needs.sql, roomId))) return refuse('room_unknown');
      return { lines: await readTalk(roomId, after ?? null, limit ?? linesReadUsual) };
    },
  });
}
