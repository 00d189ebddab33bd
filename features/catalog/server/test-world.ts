import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFacts } from '../../../platform/beat/read-facts.ts';
import { createTransact, type Tx } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { type Migration, migrate } from '../../../platform/db/migrate.ts';
import { migrations as search } from '../../../platform/db/search.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { castOf, createTestApp } from '../../../platform/http/test-app.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { refusals as accountRefusals } from '../../accounts/protocol.ts';
import { fact as stockFact, refusals as stockRefusals } from '../../stock/protocol.ts';
import { refusals } from '../protocol.ts';
import { createCatalog, migrations } from './index.ts';

export const shopId = '11111111-1111-4111-8111-111111111111';
export const otherShopId = '22222222-2222-4222-8222-222222222222';

const folder = (relative: string) => path.join(import.meta.dirname, relative);

/** For tests: the catalog on a schema of its own behind real HTTP, with doubles for stock, shops and rooms. */
export async function startWorld() {
  const { sql, drop } = await createTestSchema();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-catalog-'));
  const cast = castOf(shopId, otherShopId);
  /** SKU id -> units on hand; and those of which so many are held. */
  const onHand = new Map<string, number>();
  const held = new Map<string, number>();
  const roomsOfProduct = new Map<string, string[]>();
  const transact = createTransact({ sql, now: Date.now, publish: () => {} });
  const leftOf = (ids: readonly string[]) =>
    new Map(ids.map((id) => [id, (onHand.get(id) ?? 0) - (held.get(id) ?? 0)]));
  const catalog = createCatalog({
    sql,
    transact,
    now: Date.now,
    dataDir,
    holdMinutes: 10,
    namesOf: async (_sql, ids) =>
      new Map(ids.map((id) => [id, Object.values(cast).find((one) => one.accountId === id)?.name ?? ''])),
    currencyOf: async (_sql, id) => (id === shopId || id === otherShopId ? 'EUR' : null),
    async setOnHand(tx: Tx, rows): Promise<Refusal | undefined> {
      if (rows.some((row) => row.onHand < (held.get(row.skuId) ?? 0))) return refuse('stock_below_held');
      const rooms = await catalog.roomsOfSkus(
        tx.sql,
        rows.map((row) => row.skuId),
      );
      for (const row of rows) {
        onHand.set(row.skuId, row.onHand);
        for (const room of rooms.get(row.skuId) ?? []) {
          tx.tell(roomStream(room), stockFact('stock.changed', { skuId: row.skuId, left: row.onHand }));
        }
      }
    },
    readLeft: async (_sql, ids) => leftOf(ids),
    readOnHand: async (_sql, ids) => new Map(ids.map((id) => [id, onHand.get(id) ?? 0])),
    shareLeft: async (_tx, ids) => leftOf(ids),
    roomsOfProducts: async (_sql, ids) => new Map(ids.map((id) => [id, roomsOfProduct.get(id) ?? []])),
  });
  await prepare(sql);
  const { app, call } = await createTestApp({
    features: [catalog],
    cast,
    refusals: { ...refusals, ...stockRefusals, ...accountRefusals },
    texts: { platform: folder('../../../platform/http/messages'), catalog: folder('../messages') },
  });
  return {
    ...{ sql, app, call, cast, catalog, transact, dataDir, onHand, held, roomsOfProduct },
    facts: (roomId: string) => readFacts(sql, roomStream(roomId), 0, 1000),
    async stop() {
      await app.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
export type World = Awaited<ReturnType<typeof startWorld>>;

/** The catalog's own and those that it stands on. */
export function migrationsBefore(): Migration[] {
  return [
    { name: 'beat', folder: folder('../../../platform/beat/migrations') },
    search,
    { name: 'accounts', folder: folder('../../accounts/server/migrations') },
    { name: 'shops', folder: folder('../../shops/server/migrations') },
    migrations,
  ];
}

async function prepare(sql: Sql): Promise<void> {
  await migrate(sql, migrationsBefore());
  await sql`
    insert into shops (id, name, currency, country, language)
    select id, 'Lindt & Daughters', 'EUR', 'DE', 'en' from unnest(${[shopId, otherShopId]}::uuid[]) as id`;
}
