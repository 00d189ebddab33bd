import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { priceFold } from '../../features/catalog/catalog-view.ts';
import type { ProductDraft } from '../../features/catalog/protocol.ts';
import { createCatalog } from '../../features/catalog/server/index.ts';
import { roomFold } from '../../features/rooms/rooms-view.ts';
import { createRooms } from '../../features/rooms/server/index.ts';
import { createStock } from '../../features/stock/server/index.ts';
import { stockFold } from '../../features/stock/stock-view.ts';
import { readFacts } from '../../platform/beat/read-facts.ts';
import { createTransact, type Transact } from '../../platform/beat/transact.ts';
import type { Sql } from '../../platform/db/connect.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { createTestSchema } from '../../platform/db/test-schema.ts';
import { castOf, createTestApp, type TestApp } from '../../platform/http/test-app.ts';
import { combineFolds, roomStream } from '../../platform/kit/fact.ts';

const shopId = '11111111-1111-4111-8111-111111111111';
const cast = castOf(shopId, '22222222-2222-4222-8222-222222222222');
const fold = combineFolds({ rooms: roomFold, catalog: priceFold, stock: stockFold });

let sql: Sql;
let drop: () => Promise<void>;
let transact: Transact;
let http: TestApp;

beforeAll(async () => {
  ({ sql, drop } = await createTestSchema({ max: 10 }));
  const now = Date.now;
  const publish = () => {};
  transact = createTransact({ sql, now, publish });
  const stock = createStock({
    ...{ sql, transact, now, namesOf: async () => new Map() },
    roomsOfSkus: (from, ids) => catalog.roomsOfSkus(from, ids),
    subscribe: () => {},
  });
  const catalog = createCatalog({
    sql,
    transact,
    now: Date.now,
    dataDir: tmpdir(),
    holdMinutes: 10,
    currencyOf: async () => 'EUR',
    namesOf: async () => new Map(),
    setOnHand: stock.setOnHand,
    readLeft: stock.readLeft,
    readOnHand: stock.readOnHand,
    shareLeft: stock.shareLeft,
    roomsOfProducts: (from, ids) => rooms.roomsOfProducts(from, ids),
  });
  const rooms = createRooms({
    sql,
    transact,
    now,
    publish,
    shopExists: async () => true,
    tiesTo: async () => new Map(),
    ownTies: async () => ({ follows: new Set<string>(), memberOf: new Set<string>() }),
    demoShops: async () => new Set<string>(),
    namesOf: async () => new Map(),
    readProducts: catalog.readProducts,
    productsForSale: catalog.productsForSale,
    describeProducts: catalog.describeProducts,
    pictureIn: catalog.pictureIn,
    media: {
      watch: () => ({ mp4Url: '', hlsUrl: '', statusUrl: '', expiresAt: 1 }),
      publish: () => ({ url: '', expiresAt: 1 }),
    },
  });
  const beat = { name: 'beat', folder: path.join(import.meta.dirname, '../../platform/beat/migrations') };
  const search = { name: 'search', folder: path.join(import.meta.dirname, '../../platform/db/migrations') };
  const before = ['accounts', 'shops'].map((name) => ({
    name,
    folder: path.join(import.meta.dirname, '../../features', name, 'server/migrations'),
  }));
  await migrate(sql, [beat, search, ...before, rooms.migrations, catalog.migrations, stock.migrations]);
  await sql`insert into shops (id, name, currency, country, language) values (${shopId}, 'Lindt & Daughters', 'EUR', 'DE', 'en')`;
  await sql`insert into accounts (id, name, email) values (${cast.mara.accountId}, 'Mara Lindt', 'mara@livestall.example')`;
  const refusals = { not_allowed: 403, name_needed: 403, stock_below_held: 409, room_ended: 409 };
  http = await createTestApp({
    features: [catalog, rooms],
    cast,
    refusals,
    texts: { platform: path.join(import.meta.dirname, '../../platform/http/messages') },
  });
});
afterAll(async () => {
  await http.app.close();
  await drop();
});

async function must(...request: Parameters<TestApp['call']>) {
  const answer = await http.call(...request);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

function draft(skus: ProductDraft['skus'], title = 'Shirt'): ProductDraft {
  return { id: randomUUID(), title, description: '', state: 'shown', pictureIds: [], skus };
}

describe('the stream of a room while everything changes at once', () => {
  it('[C10] prices, stock and bag change together, and whoever folds the facts holds what is stored', async () => {
    const products = Array.from({ length: 4 }, () => {
      const skus = Array.from({ length: 2 }, () => ({ id: randomUUID(), name: '', priceMinor: 100, onHand: 5 }));
      return { id: '', skus };
    });
    for (const product of products) {
      const made = draft(product.skus);
      product.id = made.id;
      await must(cast.mara, 'POST', `/api/shops/${shopId}/products`, made);
    }
    const rooms = [randomUUID(), randomUUID()];
    for (const id of rooms) await must(cast.hana, 'POST', '/api/rooms', { id, shopId, title: 'Show' });

    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const one = (): Promise<unknown> => {
      const product = products[random(4)]!;
      const sku = product.skus[random(2)]!;
      const kind = random(3);
      if (kind === 0) {
        const skus = product.skus.map(({ id }) => ({ id, name: '', priceMinor: 100 + random(50) }));
        return must(cast.mara, 'PUT', `/api/products/${product.id}`, draft(skus));
      }
      if (kind === 1) {
        return must(cast.mara, 'PUT', `/api/skus/${sku.id}/stock`, { id: randomUUID(), onHand: random(20) });
      }
      const productIds = products.filter(() => random(2) === 0).map(({ id }) => id);
      return must(cast.hana, 'PUT', `/api/rooms/${rooms[random(2)]}/bag`, { id: randomUUID(), productIds });
    };
    for (let round = 0; round < 12; round += 1) await Promise.all(Array.from({ length: 10 }, one));

    for (const roomId of rooms) {
      const facts = await readFacts(sql, roomStream(roomId), 0, 10_000);
      expect(facts.map((fact) => fact.number)).toEqual(facts.map((_fact, index) => index + 1));
      const seen = facts.reduce(fold.apply, fold.initial);
      const bag = (await must(cast.guest, 'GET', `/api/rooms/${roomId}/bag`)).products;
      expect(bag.map((product: { id: string }) => product.id)).toEqual(seen.rooms.productIds);
      for (const { id, priceMinor, left } of bag.flatMap((product: { skus: object[] }) => product.skus)) {
        expect({ id, priceMinor: seen.catalog.prices[id], left: seen.stock[id] }).toEqual({
          id,
          priceMinor,
          left,
        });
      }
    }
  });
});
