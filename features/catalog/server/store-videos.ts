import type { Reader } from '../../../platform/db/connect.ts';
import type { Video } from '../protocol.ts';

export interface VideoRow extends Video {
  readonly shopId: string;
}

export function readVideos(sql: Reader, ids: readonly string[]): Promise<VideoRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return sql<VideoRow[]>`
    select id, shop_id as "shopId", kind, bytes, width, height, duration_ms as "durationMs"
    from videos where id = any(${ids as string[]}::uuid[])`;
}

export async function readVideoBySum(sql: Reader, shopId: string, sum: string): Promise<Video | undefined> {
  const [row] = await sql<Video[]>`
    select id, kind, bytes, width, height, duration_ms as "durationMs" from videos
    where shop_id = ${shopId} and sum = ${sum}`;
  return row;
}

/** False when the same file came twice at once and the other one won. */
export async function insertVideo(sql: Reader, shopId: string, sum: string, video: Video): Promise<boolean> {
  const { id, kind, bytes, width, height, durationMs } = video;
  const rows = await sql`
    insert into videos (id, shop_id, sum, kind, bytes, width, height, duration_ms)
    values (${id}, ${shopId}, ${sum}, ${kind}, ${bytes}, ${width}, ${height}, ${durationMs})
    on conflict (shop_id, sum) do nothing returning id`;
  return rows.length === 1;
}
