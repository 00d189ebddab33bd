import path from 'node:path';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/http.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Picture } from '../protocol.ts';
import { pictureRoutes } from './picture-routes.ts';
import { createPictures } from './pictures.ts';
import { createReading, type Reading } from './reading.ts';
import { routes } from './routes.ts';
import { createSaving } from './saving.ts';
import { readPictures } from './store.ts';

export interface CatalogNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  /** Where uploaded pictures are kept, in a folder of their own. */
  readonly dataDir: string;
  /** Null for a shop that nobody knows. */
  readonly currencyOf: (sql: Reader, shopId: string) => Promise<string | null>;
  readonly setOnHand: (
    tx: Tx,
    rows: readonly { skuId: string; shopId: string; onHand: number }[],
  ) => Promise<Refusal | undefined>;
  readonly readLeft: (sql: Reader, skuIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly shareLeft: (tx: Tx, skuIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly roomsOfProducts: (
    sql: Reader,
    productIds: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly string[]>>;
}

export const migrations: Migration = { name: 'catalog', folder: path.join(import.meta.dirname, 'migrations') };

export interface Catalog extends Reading {
  readonly migrations: Migration;
  routes(app: App): void;
  /** Checks, resizes and keeps a picture; for the seed too. */
  addPicture(shopId: string, upload: Buffer): Promise<Picture | Refusal>;
  pictureIn(sql: Reader, shopId: string, pictureId: string): Promise<boolean>;
}

export function createCatalog(needs: CatalogNeeds): Catalog {
  const reading = createReading(needs);
  const saving = createSaving(needs, reading);
  const pictures = createPictures(needs);
  return {
    ...reading,
    migrations,
    routes(app) {
      routes(app, { sql: needs.sql, reading, saving });
      pictureRoutes(app, pictures);
    },
    addPicture: pictures.add,
    async pictureIn(sql, shopId, pictureId) {
      const [row] = await readPictures(sql, [pictureId]);
      return row?.shopId === shopId;
    },
  };
}
