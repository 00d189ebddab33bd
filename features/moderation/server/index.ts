import path from 'node:path';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { type SocketCommand, socketCommand } from '../../../platform/socket/command.ts';
import { commands } from '../protocol.ts';
import { createActing } from './acting.ts';
import type { ModerationNeeds } from './needs.ts';
import { routes } from './routes.ts';
import { deleteOfRoom, moveMutes, readMutes, readSlow } from './store.ts';

/** Mutes that a room's talk is judged by at most; those that last longest count first. */
export const mutesJudgedMax = 2_000;

export interface Moderation {
  readonly migrations: Migration;
  routes(app: App): void;
  readonly commands: readonly SocketCommand[];
  /** What the talk of a room is held to at this moment: until when somebody says nothing (null: to the end), and how slow. */
  talkRules(
    sql: Reader,
    room: { readonly roomId: string; readonly shopId: string },
    now: number,
  ): Promise<{ readonly mutedUntil: ReadonlyMap<string, number | null>; readonly slowSeconds: number }>;
  /** When a guest signs in, the guest's mutes come along. */
  moveOwned(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void>;
  /** What holds in a room goes with it; what was done in it stays in the audit. */
  forgetRoom(tx: Tx, roomId: string): Promise<void>;
}

export const migrations: Migration = { name: 'moderation', folder: path.join(import.meta.dirname, 'migrations') };

export function createModeration(needs: ModerationNeeds & { readonly now: () => number }): Moderation {
  const acting = createActing(needs);
  return {
    migrations,
    routes: (app) => routes(app, needs),
    commands: [
      socketCommand({ name: 'talk.remove', schema: commands['talk.remove'], run: acting.remove }),
      socketCommand({ name: 'talk.mute', schema: commands['talk.mute'], run: acting.mute }),
      socketCommand({ name: 'talk.unmute', schema: commands['talk.unmute'], run: acting.unmute }),
      socketCommand({ name: 'talk.slow', schema: commands['talk.slow'], run: acting.slow }),
    ],
    async talkRules(sql, room, now) {
      const [mutes, slowSeconds] = await Promise.all([
        readMutes(sql, room, now, mutesJudgedMax),
        readSlow(sql, room.roomId),
      ]);
      // Of two mutes the longer holds, and it comes first.
      return {
        mutedUntil: new Map(mutes.map(({ accountId, until }) => [accountId, until] as const).reverse()),
        slowSeconds,
      };
    },
    moveOwned: moveMutes,
    forgetRoom: deleteOfRoom,
  };
}
