import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { readFacts } from '../../../platform/beat/read-facts.ts';
import { createTransact } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { type Migration, migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { type Cast, castOf, createTestApp } from '../../../platform/http/test-app.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { refusals as accountRefusals } from '../../accounts/protocol.ts';
import type { SaidLine, TalkRules } from '../../barrage/barrage.ts';
import { refusals as barrageRefusals, type Line } from '../../barrage/protocol.ts';
import { refusals as roomRefusals } from '../../rooms/protocol.ts';
import { refusals } from '../protocol.ts';
import { createModeration, type Moderation } from './index.ts';

export const shopId = '11111111-1111-4111-8111-111111111111';
export const otherShopId = '22222222-2222-4222-8222-222222222222';

const folder = (relative: string) => path.join(import.meta.dirname, relative);

/** The talk of the neighbour, as far as moderation asks it. */
export interface TalkDouble {
  readonly commands: readonly { run(viewer: object, id: string, body: never): Promise<unknown> }[];
  readTalk(roomId: string, after: number | null, limit: number): Promise<Line[]>;
  holdLine(tx: never, roomId: string, lineId: string): Promise<SaidLine | null>;
  removeLine(tx: never, roomId: string, lineId: string): Promise<void>;
}

/** For tests: moderation on a schema of its own behind real HTTP, beside the real talk that the caller makes. */
export async function startWorld(createTalk: (needs: TalkParts) => TalkDouble) {
  const { sql, drop } = await createTestSchema();
  const cast = castOf(shopId, otherShopId);
  const people: Actor[] = Object.values(cast);
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const published: { subject: string; payload: unknown }[] = [];
  const publish = (subject: string, payload: unknown) => void published.push({ subject, payload });
  const transact = createTransact({ sql, now, publish });
  const rooms = new Map<string, { shopId: string; title: string; state: string }>();
  const namesOf = async (_sql: unknown, ids: readonly string[]) =>
    new Map(
      people.flatMap(({ accountId, name }) => (accountId && ids.includes(accountId) ? [[accountId, name!]] : [])),
    );
  const readRoom = async (_sql: unknown, id: string) => rooms.get(id) ?? null;
  const talkRules: TalkParts['talkRules'] = (from, room, at) => moderation.talkRules(from as never, room, at);
  const talk = createTalk({ sql, transact, now, publish, namesOf, readRoom, talkRules } as TalkParts);
  const moderation = createModeration({
    ...{ sql, transact, now, readRoom, namesOf },
    holdLine: (tx, roomId, lineId) => talk.holdLine(tx as never, roomId, lineId),
    removeLine: (tx, roomId, lineId) => talk.removeLine(tx as never, roomId, lineId),
    standingOf: async (_sql, shop, accountId) => {
      const person = people.find((one) => one.accountId === accountId);
      return { roles: person?.roles[shop] ?? [], operator: person?.operator ?? false };
    },
  });
  await makeTables(sql, moderation.migrations);
  const { app, call } = await createApp(moderation, cast);
  const run =
    (command: { run(viewer: object, id: string, body: never): Promise<unknown> }, who: Actor, roomId: string) =>
    (body: object, id: string = randomUUID()) =>
      command.run({ actor: who, roomId, shopId: rooms.get(roomId)!.shopId }, id, body as never);
  return {
    ...{ sql, cast, clock, published, call, moderation, talk, transact },
    /** A live room of this shop. */
    room(shop = shopId, title = 'Sunday at the workshop'): string {
      const id = randomUUID();
      rooms.set(id, { shopId: shop, title, state: 'live' });
      return id;
    },
    /** Runs a command of moderation: its answer, or its refusal's code. */
    async act(name: string, who: Actor, roomId: string, body: object, id?: string): Promise<unknown> {
      const command = moderation.commands.find((one) => one.name === `talk.${name}`)!;
      const answer = await run(command as never, who, roomId)(body, id);
      return isRefusal(answer) ? answer.refused : answer;
    },
    async say(who: Actor, roomId: string, text = 'hello', id?: string): Promise<unknown> {
      return run(talk.commands[0]!, who, roomId)({ text }, id);
    },
    facts: async (roomId: string) =>
      (await readFacts(sql, roomStream(roomId), 0, 1000)).map(({ kind, body }) => ({ kind, body })),
    async stop() {
      await app.close();
      await drop();
    },
  };
}

async function makeTables(sql: Sql, own: Migration): Promise<void> {
  await migrate(sql, [
    { name: 'beat', folder: folder('../../../platform/beat/migrations') },
    { name: 'accounts', folder: folder('../../accounts/server/migrations') },
    { name: 'shops', folder: folder('../../shops/server/migrations') },
    { name: 'barrage', folder: folder('../../barrage/server/migrations') },
    own,
  ]);
  await sql`
    insert into shops (id, name, currency, country, language)
    select id, 'Lindt & Daughters', 'EUR', 'DE', 'en' from unnest(${[shopId, otherShopId]}::uuid[]) as id`;
}

function createApp(moderation: Moderation, cast: Cast) {
  const texts = { platform: folder('../../../platform/http/messages'), moderation: folder('../messages') };
  const allRefusals = { ...refusals, ...accountRefusals, ...roomRefusals, ...barrageRefusals };
  return createTestApp({ features: [moderation], cast, refusals: allRefusals, texts });
}

interface TalkParts {
  readonly sql: never;
  readonly transact: never;
  readonly now: () => number;
  readonly publish: (subject: string, payload: unknown) => void;
  readonly namesOf: never;
  readonly readRoom: never;
  readonly talkRules: (
    sql: unknown,
    room: { readonly roomId: string; readonly shopId: string },
    now: number,
  ) => Promise<TalkRules>;
}
