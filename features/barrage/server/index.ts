import path from 'node:path';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { isNamed } from '../../../platform/kit/actor.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { type SocketCommand, socketCommand } from '../../../platform/socket/command.ts';
import { cleanText } from '../barrage.ts';
import { commands, type Line } from '../protocol.ts';
import type { BarrageNeeds } from './needs.ts';
import { routes } from './routes.ts';
import { moveLines, readLines } from './store.ts';
import { createTalk } from './talk.ts';

export interface Barrage {
  readonly migrations: Migration;
  routes(app: App): void;
  readonly commands: readonly SocketCommand[];
  /** Oldest first: lines with number > `after`, or the newest when it is null. */
  readTalk(roomId: string, after: number | null, limit: number): Promise<Line[]>;
  /** When a guest signs in, what the guest said becomes the account's. */
  moveOwned(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void>;
  /** Resolves when every line in flight is answered. */
  close(): Promise<void>;
}

export const migrations: Migration = { name: 'barrage', folder: path.join(import.meta.dirname, 'migrations') };

export function createBarrage(needs: BarrageNeeds): Barrage {
  const talk = createTalk(needs);
  return {
    migrations,
    routes: (app) => routes(app, { needs, readTalk }),
    commands: [
      socketCommand({
        name: 'barrage.send',
        schema: commands['barrage.send'],
        async run({ actor, roomId, shopId }, id, body) {
          if (!isNamed(actor)) return refuse('name_needed');
          const text = cleanText(body.text);
          if (text === '') return refuse('talk_empty');
          const { accountId, name } = actor;
          return talk.say({ id, roomId, shopId, accountId, name, roles: actor.roles[shopId] ?? [], text });
        },
      }),
    ],
    readTalk,
    moveOwned: moveLines,
    close: talk.close,
  };

  async function readTalk(roomId: string, after: number | null, limit: number): Promise<Line[]> {
    const rows = await readLines(needs.sql, roomId, after, limit);
    const names = await needs.namesOf(needs.sql, [...new Set(rows.map((row) => row.accountId))]);
    return rows.map(({ id, number, at, accountId, badge, text }) => ({
      id,
      number,
      at,
      name: names.get(accountId) ?? '',
      badge,
      text,
      saved: true,
    }));
  }
}
