import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { isDatabaseDown } from '../../../platform/db/connect.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type ReadModel, readModel } from '../model-file.ts';
import { type Model, modelTexturePixelsMax } from '../protocol.ts';
import type { CatalogNeeds } from './needs.ts';
import { readCanvas } from './render-picture.ts';
import { insertModel, readModelBySum } from './store-models.ts';
import { writeWhole } from './write-whole.ts';

export interface Models {
  /** Checks and keeps a 3D model as it is. The same file again gives the same model. */
  add(shopId: string, upload: Buffer): Promise<Model | Refusal>;
  fileOf(modelId: string): string;
}

type Needs = Pick<CatalogNeeds, 'sql' | 'dataDir' | 'currencyOf'>;

export function createModels({ sql, dataDir, currencyOf }: Needs): Models {
  const folder = path.join(dataDir, 'models');
  const fileOf = (modelId: string) => path.join(folder, `${modelId}.glb`);
  return { add, fileOf };

  async function add(shopId: string, upload: Buffer): Promise<Model | Refusal> {
    if ((await currencyOf(sql, shopId)) === null) return refuse('not_found');
    const sum = createHash('sha256').update(upload).digest('hex');
    const known = await readModelBySum(sql, shopId, sum);
    if (known) return known;
    const read = readModel(upload, readUtf8);
    const refused = isRefusal(read) ? read : await checkTextures(read);
    if (refused) return refused;
    const model: Model = { id: randomUUID(), bytes: upload.length };
    await writeWhole(folder, fileOf(model.id), upload);
    // The row comes last: a model that is known is on the disk.
    const remove = () => rm(fileOf(model.id), { force: true });
    const kept = await insertModel(sql, shopId, sum, model).catch(async (error: unknown) => {
      // With a lost connection nobody knows whether the row was written: the file stays, for the row may be there.
      if (!isDatabaseDown(error)) await remove();
      throw error;
    });
    if (!kept) await remove();
    return kept ? model : (await readModelBySum(sql, shopId, sum))!;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** A texture is unfolded by whoever looks at the model: its canvas is judged here, by its head alone. */
async function checkTextures({ textures }: ReadModel): Promise<Refusal | null> {
  for (const { data, mimeType } of textures) {
    const canvas = await readCanvas(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    if (!canvas || `image/${canvas.kind}` !== mimeType) return refuse('model_unreadable');
    if (canvas.pixels > modelTexturePixelsMax) return refuse('model_too_large');
  }
  return null;
}
