import { useRef } from 'react';
import type { Video } from '../protocol.ts';
import type { ProductFields } from './edit-draft.ts';
import { type Uploads, useUploads } from './use-uploads.ts';

export interface SkuVideos {
  readonly all: Uploads;
  /** Those of one variant. */
  of(skuId: string): Uploads;
}

/** Videos on their way, each to the variant that it was chosen for. */
export function useSkuVideos(shopId: string, onMade: (skuId: string, video: Video) => void): SkuVideos {
  const skuOf = useRef(new Map<File, string>()).current;
  const all = useUploads<Video>(`/api/shops/${shopId}/videos`, (video, file) => onMade(skuOf.get(file)!, video));
  const of = (skuId: string): Uploads => {
    const items = all.items.filter(({ file }) => skuOf.get(file) === skuId);
    const add = (files: readonly File[]) => {
      for (const file of files) skuOf.set(file, skuId);
      all.add(files);
    };
    return { ...all, items, running: items.some((item) => item.problem === null), add };
  };
  return { all, of };
}

/** A variant that was taken out meanwhile takes its video along. */
export function withVideo(fields: ProductFields, skuId: string, video: Video): ProductFields {
  return { ...fields, skus: fields.skus.map((sku) => (sku.id === skuId ? { ...sku, video } : sku)) };
}
