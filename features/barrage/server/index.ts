import path from 'node:path';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { isNamed } from '../../../platform/kit/actor.ts';
import { refuse } from '../../../platform/kit/refusal.ts';
import { type SocketCommand, socketCommand } from '../../../platform/socket/command.ts';
import { may } from '../../accounts/access.ts';
import { cleanText } from '../barrage.ts';
import { lineChars } from '../emotes.ts';
import { hasLink, mayLink } from '../links.ts';
import { commands, type Line, lineCharsMax } from '../protocol.ts';
import type { BarrageNeeds } from './needs.ts';
import { pinning } from './pinning.ts';
import { replyNames } from './reply-names.ts';
import { routes } from './routes.ts';
import { lineOf } from './saying.ts';
import { deleteLines, type LineRow, moveLines, readLines, readLinesById } from './store.ts';
import { createTalk, type Talk } from './talk.ts';

export interface Barrage {
  readonly migrations: Migration;
  routes(app: App): void;
  readonly commands: readonly SocketCommand[];
  /** Oldest first: lines with number > `after`, or the newest when it is null. */
  readTalk(roomId: string, after: number | null, limit: number): Promise<Line[]>;
  holdLine: Talk['holdLine'];
  removeLine: Talk['removeLine'];
  /** When a guest signs in, what the guest said becomes the account's. */
  moveOwned(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void>;
  /** Deletes all that was said in a room. */
  forgetRoom(tx: Tx, roomId: string): Promise<void>;
  /** Resolves when every line in flight is answered. */
  close(): Promise<void>;
}

export const migrations: Migration = { name: 'barrage', folder: path.join(import.meta.dirname, 'migrations') };

export function createBarrage(needs: BarrageNeeds): Barrage {
  const talk = createTalk(needs);
  return {
    migrations,
    routes: (app) => routes(app, { needs, readTalk, readLine }),
    commands: [
      socketCommand({
        name: 'barrage.send',
        schema: commands['barrage.send'],
        async run({ actor, roomId, shopId }, id, body) {
          if (!isNamed(actor)) return refuse('name_needed');
          if (lineChars(body.text) > lineCharsMax) return refuse('bad_request');
          const text = cleanText(body.text);
          if (text === '') return refuse('talk_empty');
          const { accountId, name } = actor;
          const roles = actor.roles[shopId] ?? [];
          if (hasLink(text) && !mayLink(roles)) return refuse('talk_link');
          const staff = may(actor, 'talk.moderate', shopId);
          const replyTo = body.replyTo ?? null;
          return talk.say({ id, roomId, shopId, accountId, name, roles, staff, text, replyTo });
        },
      }),
      ...pinning(needs),
    ],
    readTalk,
    holdLine: talk.holdLine,
    removeLine: talk.removeLine,
    moveOwned: moveLines,
    forgetRoom: deleteLines,
    close: talk.close,
  };

  async function readTalk(roomId: string, after: number | null, limit: number): Promise<Line[]> {
    return shown(roomId, await readLines(needs.sql, roomId, after, limit));
  }

  async function readLine(roomId: string, lineId: string): Promise<Line | null> {
    const row = (await readLinesById(needs.sql, roomId, [lineId])).get(lineId);
    return row && !row.removed ? (await shown(roomId, [row]))[0]! : null;
  }

  async function shown(roomId: string, rows: readonly LineRow[]): Promise<Line[]> {
    const names = await needs.namesOf(needs.sql, [...new Set(rows.map((row) => row.accountId))]);
    const answered = rows.flatMap(({ replyTo }) => replyTo ?? []);
    const replies = await replyNames(needs, needs.sql, roomId, answered);
    return rows.map((row) => lineOf(row, { ...row, name: names.get(row.accountId) ?? '', saved: true }, replies));
  }
}
