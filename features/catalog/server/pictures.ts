import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isDatabaseDown } from '../../../platform/db/connect.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { Picture } from '../protocol.ts';
import type { CatalogNeeds } from './needs.ts';
import { type RenderedPicture, renderPicture } from './render-picture.ts';
import { insertPicture, readPictureBySum } from './store.ts';
import { createTurns } from './turns.ts';

export interface Pictures {
  /** Checks, resizes and keeps a picture. The same file again gives the same picture. */
  add(shopId: string, upload: Buffer): Promise<Picture | Refusal>;
  fileOf(pictureId: string, width: number): string;
}

type Needs = Pick<CatalogNeeds, 'sql' | 'dataDir' | 'currencyOf'>;

export function createPictures({ sql, dataDir, currencyOf }: Needs): Pictures {
  const folder = path.join(dataDir, 'pictures');
  const turn = createTurns();
  return { add, fileOf: (pictureId, width) => path.join(folder, pictureId, `${width}.webp`) };

  async function add(shopId: string, upload: Buffer): Promise<Picture | Refusal> {
    if ((await currencyOf(sql, shopId)) === null) return refuse('not_found');
    const sum = createHash('sha256').update(upload).digest('hex');
    const known = await readPictureBySum(sql, shopId, sum);
    if (known) return known;
    const rendered = await turn(() => renderPicture(upload));
    if (isRefusal(rendered)) return rendered;
    const { width, height, files } = rendered;
    const picture: Picture = { id: randomUUID(), width, height, widths: files.map((file) => file.width) };
    await writeFiles(folder, picture.id, rendered);
    // The row comes last: a picture that is known is on the disk.
    const remove = () => rm(path.join(folder, picture.id), { recursive: true, force: true });
    const kept = await insertPicture(sql, shopId, sum, picture).catch(async (error: unknown) => {
      // With a lost connection nobody knows whether the row was written: the files stay, for it may be there.
      if (!isDatabaseDown(error)) await remove();
      throw error;
    });
    if (!kept) await remove();
    return kept ? picture : (await readPictureBySum(sql, shopId, sum))!;
  }
}

/** All sizes appear at once, under their final name, when every byte is on the disk. */
async function writeFiles(folder: string, pictureId: string, { files }: RenderedPicture): Promise<void> {
  const making = path.join(folder, `.making-${pictureId}`);
  await mkdir(making, { recursive: true });
  try {
    for (const { width, data } of files) {
      await using file = await open(path.join(making, `${width}.webp`), 'w');
      await file.writeFile(data);
      await file.sync();
    }
    await rename(making, path.join(folder, pictureId));
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
  await using parent = await open(folder, 'r');
  await parent.sync();
}
