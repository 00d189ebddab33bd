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
import { pictureRoutes, readWidest } from './picture-routes.ts';
import { createPictures } from './pictures.ts';
import { priceRoutes } from './price-routes.ts';
import { createReading, type Reading } from './reading.ts';
import { routes } from './routes.ts';
import { createSaving } from './saving.ts';
import { readPictures } from './store.ts';
import { videoRoutes } from './video-routes.ts';
import { createVideos } from './videos.ts';

export const migrations: Migration = { name: 'catalog', folder: path.join(import.meta.dirname, 'migrations') };

export interface Catalog extends Reading {
  readonly migrations: Migration;
  routes(app: App): void;
  /** Checks, resizes and keeps a picture; for the seed too. */
  addPicture(shopId: string, upload: Buffer): Promise<Picture | Refusal>;
  /** Checks and keeps a 3D model; for the seed too. */
  addModel(shopId: string, upload: Buffer): Promise<Model | Refusal>;
  /** Its file, in that width or as wide as it is. */
  readPicture(pictureId: string, width: number): Promise<Buffer | null>;
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
      pictureRoutes(app, pictures, needs);
      modelRoutes(app, models);
      videoRoutes(app, createVideos(needs));
      csvRoutes(app, needs, reading);
      priceRoutes(app, needs);
    },
    addPicture: pictures.add,
    readPicture: (pictureId, width) => readWidest(pictures, pictureId, width),
    addModel: models.add,
    async pictureIn(sql, shopId, pictureId) {
      const [row] = await readPictures(sql, [pictureId]);
      return row?.shopId === shopId;
    },
  };
}
