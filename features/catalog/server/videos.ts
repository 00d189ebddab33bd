import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { isDatabaseDown } from '../../../platform/db/connect.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { Video } from '../protocol.ts';
import { readVideo, withoutTold } from '../video-file.ts';
import type { CatalogNeeds } from './needs.ts';
import { insertVideo, readVideoBySum } from './store-videos.ts';
import { writeWhole } from './write-whole.ts';

export interface Videos {
  /** Checks and keeps a short video, without what the camera wrote into it. The same file again gives the same video. */
  add(shopId: string, upload: Buffer): Promise<Video | Refusal>;
  fileOf(videoId: string, kind: Video['kind']): string;
}

type Needs = Pick<CatalogNeeds, 'sql' | 'dataDir' | 'currencyOf'>;

export function createVideos({ sql, dataDir, currencyOf }: Needs): Videos {
  const folder = path.join(dataDir, 'videos');
  const fileOf = (videoId: string, kind: Video['kind']) => path.join(folder, `${videoId}.${kind}`);
  return { add, fileOf };

  async function add(shopId: string, upload: Buffer): Promise<Video | Refusal> {
    if ((await currencyOf(sql, shopId)) === null) return refuse('not_found');
    const sum = createHash('sha256').update(upload).digest('hex');
    const known = await readVideoBySum(sql, shopId, sum);
    if (known) return known;
    const read = readVideo(upload);
    if (isRefusal(read)) return read;
    const { told, ...looks } = read;
    const video: Video = { id: randomUUID(), bytes: upload.length, ...looks };
    const name = fileOf(video.id, video.kind);
    await writeWhole(folder, name, withoutTold(upload, told));
    // The row comes last: a video that is known is on the disk.
    const remove = () => rm(name, { force: true });
    const kept = await insertVideo(sql, shopId, sum, video).catch(async (error: unknown) => {
      // With a lost connection nobody knows whether the row was written: the file stays, for the row may be there.
      if (!isDatabaseDown(error)) await remove();
      throw error;
    });
    if (!kept) await remove();
    return kept ? video : (await readVideoBySum(sql, shopId, sum))!;
  }
}
