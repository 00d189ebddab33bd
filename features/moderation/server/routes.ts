import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { AuditEntry, auditEntriesMax, Mute } from '../protocol.ts';
import type { ModerationNeeds } from './needs.ts';
import { type AuditRow, type MuteRow, readAudit, readMutes } from './store.ts';

export const mutesListedMax = 200;

const tags = ['moderation'];

export function routes(app: App, needs: ModerationNeeds & { readonly now: () => number }): void {
  app.route({
    method: 'GET',
    url: '/api/rooms/:roomId/mutes',
    schema: {
      tags,
      summary: 'Who says nothing in this room for now (host, moderator, merchant)',
      params: Type.Object({ roomId: Id }),
      response: refusable(Type.Object({ mutes: Type.Array(Mute) })),
    },
    handler: async (request, reply) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const { roomId } = request.params;
      const room = await needs.readRoom(needs.sql, roomId);
      if (!room) return refuse('room_unknown');
      if (!may(actor, 'talk.moderate', room.shopId)) return refuse('not_allowed');
      reply.header('cache-control', 'no-store');
      const rows = await readMutes(needs.sql, { shopId: room.shopId, roomId }, needs.now(), mutesListedMax);
      return { mutes: await named(needs, rows) };
    },
  });
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/audit',
    schema: {
      tags,
      summary: 'Who moderated what, the newest first (merchant)',
      params: Type.Object({ shopId: Id }),
      querystring: Type.Object({ before: Type.Optional(Id), roomId: Type.Optional(Id) }),
      response: refusable(Type.Object({ entries: Type.Array(AuditEntry) })),
    },
    handler: async (request, reply) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      const { shopId } = request.params;
      if (!may(actor, 'audit.read', shopId)) return refuse('not_allowed');
      reply.header('cache-control', 'no-store');
      return {
        entries: await entries(needs, await readAudit(needs.sql, { ...request.query, shopId }, auditEntriesMax)),
      };
    },
  });
}

async function named(needs: ModerationNeeds, rows: readonly MuteRow[]): Promise<Mute[]> {
  const names = await needs.namesOf(needs.sql, [...new Set(rows.map(({ accountId }) => accountId))]);
  return rows.map(({ id, accountId, roomId, until }) => ({
    id,
    name: names.get(accountId) ?? '',
    scope: roomId === null ? 'shop' : 'room',
    until,
  }));
}

async function entries(needs: ModerationNeeds, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
  const people = rows.flatMap(({ byId, whomId }) => (whomId === null ? [byId] : [byId, whomId]));
  const names = await needs.namesOf(needs.sql, [...new Set(people)]);
  const titles = new Map<string, string | null>();
  for (const roomId of new Set(rows.map((row) => row.roomId)))
    titles.set(roomId, (await needs.readRoom(needs.sql, roomId))?.title ?? null);
  return rows.map(({ whomId, ...row }) => ({
    ...row,
    byName: names.get(row.byId) ?? '',
    whomName: whomId === null ? null : (names.get(whomId) ?? ''),
    roomTitle: titles.get(row.roomId) ?? null,
  }));
}
