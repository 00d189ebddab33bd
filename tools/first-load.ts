import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { builtScripts } from '../platform/http/built-files.ts';

/** What a room may load of JavaScript before somebody touches it, compressed by gzip, without the video library. */
export const firstLoadBytesMax = 170_000;

export interface FirstLoad {
  readonly files: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}

/** All that index.html, the app, the room's page and its player import, each file once, as it was built. */
export function measureFirstLoad(dist: string): FirstLoad {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)].map((match) => match[1]!);
  const seen = builtScripts(dist, [...named, 'early-picture-', 'app-', 'room-page-', 'live-picture-']);
  const sum = (compress: (code: Buffer) => Buffer) =>
    [...seen.values()].reduce((bytes, code) => bytes + compress(code).length, 0);
  return {
    files: seen.size,
    gzipBytes: sum((code) => gzipSync(code)),
    brotliBytes: sum((code) => brotliCompressSync(code)),
  };
}
