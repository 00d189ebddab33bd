import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { boxHeaderBytes, readUint32 } from '../../features/media/box.ts';
import { readFragment } from '../../features/media/fragment.ts';
import { readInit, videoTrackId } from '../../features/media/init-segment.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';

export interface Footage {
  readonly init: Buffer;
  /** One fragment for each frame of picture, and for each 20 ms of sound. */
  readonly pictures: readonly Buffer[];
  readonly sounds: readonly Buffer[];
  /** By frame. */
  readonly isKey: readonly boolean[];
}

export const footageFolder = path.join(import.meta.dirname, 'footage');
export const footageBytesMax = 5_000_000;

/** Reads the footage as the media process would take it: what that refuses is a fault here. */
export async function readFootage(file = path.join(footageFolder, 'show.mp4')): Promise<Footage> {
  const bytes = await readFile(file);
  const initLength = lengthOf(bytes, 0) + lengthOf(bytes, lengthOf(bytes, 0));
  const init = bytes.subarray(0, initLength);
  if (isRefusal(readInit(init))) throw new Error(`${file} does not begin with an init segment of ours.`);
  const pictures: Buffer[] = [];
  const sounds: Buffer[] = [];
  const isKey: boolean[] = [];
  for (let at = initLength; at < bytes.length; ) {
    const length = lengthOf(bytes, at) + lengthOf(bytes, at + lengthOf(bytes, at));
    const fragment = bytes.subarray(at, at + length);
    const read = readFragment(fragment);
    if (isRefusal(read)) throw new Error(`${file} has a fragment at ${at} that is none of ours.`);
    if (read.trackId === videoTrackId) isKey.push(read.key);
    (read.trackId === videoTrackId ? pictures : sounds).push(fragment);
    at += length;
  }
  return { init, pictures, sounds, isKey };
}

function lengthOf(bytes: Buffer, at: number): number {
  const length = readUint32(bytes, at);
  if (length < boxHeaderBytes) throw new Error(`There is no box at ${at}.`);
  return length;
}
