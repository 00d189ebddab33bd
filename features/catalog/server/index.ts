import path from 'node:path';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { Model, Picture } from '../protocol.ts';
import { csvRoutes } from './csv-routes.ts';
import { modelRoutes } from './model-routes.ts';
import { createModels } from './models.ts';
import type { CatalogNeeds } from './needs.ts';
import { pictureRoutes } from './picture-routes.ts';
import { createPictures } from './pictures.ts';
import { createReading, type Reading } from './reading.ts';
import { routes } from './routes.ts';
import { createSaving } from './saving.ts';
import { readPictures } from './store.ts';

export const migrations: Migration = { name: 'catalog', folder: path.join(import.meta.dirname, 'migrations') };

export interface Catalog extends Reading {
  readonly migrations: Migration;
  routes(app: App): void;
  /** Checks, resizes and keeps a picture; for the seed too. */
  addPicture(shopId: string, upload: Buffer): Promise<Picture | Refusal>;
  /** Checks and keeps a 3D model; for the seed too. */
  addModel(shopId: string, upload: Buffer): Promise<Model | Refusal>;
  pictureIn(sql: Reader, shopId: string, pictureId: string): Promise<boolean>;
}

export function createCatalog(needs: CatalogNeeds): Catalog {
  const reading = createReading(needs);
  const saving = createSaving(needs, reading);
  const pictures = createPictures(needs);
  const models = createModels(needs);
  return {
    ...reading,
    migrations,
    routes(app) {
      routes(app, { sql: needs.sql, readLeft: needs.readLeft, reading, saving });
      pictureRoutes(app, pictures);
      modelRoutes(app, models);
      csvRoutes(app, needs, reading);
    },
    addPicture: pictures.add,
    addModel: models.add,
    async pictureIn(sql, shopId, pictureId) {
      const [row] = await readPictures(sql, [pictureId]);
      return row?.shopId === shopId;
    },
  };
}
