import path from 'node:path';
import { readFacts } from '../../../platform/beat/read-facts.ts';
import { createTransact } from '../../../platform/beat/transact.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { type Cast, castOf, createTestApp } from '../../../platform/http/test-app.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { refusals as accountRefusals } from '../../accounts/protocol.ts';
import { fact as catalogFact, refusals as catalogRefusals, type Product } from '../../catalog/protocol.ts';
import { fact as stockFact } from '../../stock/protocol.ts';
import { refusals } from '../protocol.ts';
import { createRooms } from './index.ts';
import type { RoomsNeeds } from './needs.ts';

export const shopId = '11111111-1111-4111-8111-111111111111';
export const otherShopId = '22222222-2222-4222-8222-222222222222';

const folder = (relative: string) => path.join(import.meta.dirname, relative);

/** For tests: rooms on a schema of their own behind real HTTP, with doubles for the catalog, media, shops and accounts. */
export async function startWorld() {
  const { sql, drop } = await createTestSchema();
  const cast = castOf(shopId, otherShopId);
  const products = new Map<string, Product>();
  const pictures = new Map<string, string>();
  const published: { subject: string; payload: unknown }[] = [];
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const publish = (subject: string, payload: unknown) => void published.push({ subject, payload });
  const rooms = createRooms({
    sql,
    transact: createTransact({ sql, now, publish }),
    now,
    publish,
    ...doubles(cast, products, pictures),
  });
  await migrate(sql, [
    { name: 'beat', folder: folder('../../../platform/beat/migrations') },
    { name: 'accounts', folder: folder('../../accounts/server/migrations') },
    { name: 'shops', folder: folder('../../shops/server/migrations') },
    rooms.migrations,
  ]);
  await sql`
    insert into shops (id, name, currency, country, language)
    select id, 'Lindt & Daughters', 'EUR', 'DE', 'en' from unnest(${[shopId, otherShopId]}::uuid[]) as id`;
  const { app, call } = await createTestApp({
    features: [rooms],
    cast,
    refusals: { ...refusals, ...catalogRefusals, ...accountRefusals },
    texts: { platform: folder('../../../platform/http/messages'), rooms: folder('../messages') },
  });
  return {
    sql,
    call,
    cast,
    clock,
    rooms,
    products,
    pictures,
    published,
    facts: async (roomId: string) =>
      (await readFacts(sql, roomStream(roomId), 0, 1000)).map(({ number, at, kind, body }) => ({
        number,
        at,
        kind,
        body,
      })),
    async stop() {
      await app.close();
      await drop();
    },
  };
}
/** A test puts a shop in and takes it out again. */
export const demoShops = new Set<string>();
/** Who follows or is a member of what. */
export const ties: [accountId: string, how: 'follows' | 'member', what: string][] = [];

function tied(accountId: string, how: 'follows' | 'member', ...what: string[]): boolean {
  return ties.some(([who, same, one]) => who === accountId && same === how && what.includes(one));
}
export type World = Awaited<ReturnType<typeof startWorld>>;

function doubles(cast: Cast, products: ReadonlyMap<string, Product>, pictures: ReadonlyMap<string, string>) {
  return {
    shopExists: async (_sql, id) => id === shopId || id === otherShopId,
    demoShops: async () => demoShops,
    tiesTo: async (_sql, { shopId: shop, hostId }, ids) =>
      new Map(ids.map((id) => [id, { follows: tied(id, 'follows', shop, hostId), member: tied(id, 'member', shop) }])),
    ownTies: async (_sql, id) => ({
      follows: new Set(ties.flatMap(([who, how, what]) => (who === id && how === 'follows' ? [what] : []))),
      memberOf: new Set(ties.flatMap(([who, how, what]) => (who === id && how === 'member' ? [what] : []))),
    }),
    namesOf: async (_sql, ids) =>
      new Map(
        Object.values(cast).flatMap((one) => (ids.includes(one.viewerId) ? [[one.viewerId, one.name ?? '']] : [])),
      ),
    readProducts: async (_sql, ids) => ids.flatMap((id) => products.get(id) ?? []),
    productsForSale: async (_sql, shop, ids) =>
      new Set(ids.filter((id) => products.get(id)?.shopId === shop && products.get(id)?.state === 'shown')),
    describeProducts: async (_tx, ids) =>
      ids.flatMap((id) =>
        products
          .get(id)!
          .skus.flatMap(({ id: skuId, priceMinor, left }) => [
            catalogFact('price.changed', { skuId, priceMinor }),
            stockFact('stock.changed', { skuId, left }),
          ]),
      ),
    pictureIn: async (_sql, shop, id) => pictures.get(id) === shop,
    media: {
      watch: (roomId, forMs) => ({ mp4Url: `m/${roomId}`, hlsUrl: 'h', statusUrl: 's', expiresAt: forMs ?? 1 }),
      publish: (roomId) => ({ url: `p/${roomId}`, expiresAt: 1 }),
    },
  } satisfies Partial<RoomsNeeds>;
}
