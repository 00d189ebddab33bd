import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { importsOf } from '../platform/http/built-files.ts';
import { measureFirstLoad } from './first-load.ts';

it('a file imports what it names at once, not what it loads later', () => {
  const code =
    'import{a as b}from"./a-1.js";import"./b-2.js";export{c}from"./c-3.js";const d=()=>import("./later-4.js");';
  expect(importsOf(code)).toEqual(['a-1.js', 'b-2.js', 'c-3.js']);
});

it('the first load is each file once, of the page, the app, the room and its player, without what comes later', () => {
  const dist = mkdtempSync(path.join(tmpdir(), 'livestall-first-load-'));
  const files = {
    'index-1.js': 'import"./shared-2.js";import("./app-7.js");',
    'app-7.js': 'import"./shared-2.js";import("./room-page-3.js");',
    'early-picture-8.js': 'import"./shared-2.js";',
    'shared-2.js': 'export const shared=1;',
    'room-page-3.js': 'import"./shared-2.js";import("./live-picture-4.js");import("./sheet-5.js");',
    'live-picture-4.js': 'import"./shared-2.js";import("./hls-6.js");',
    'sheet-5.js': 'x'.repeat(5_000),
    'hls-6.js': 'y'.repeat(5_000),
  };
  mkdirSync(path.join(dist, 'assets'));
  for (const [name, code] of Object.entries(files)) writeFileSync(path.join(dist, 'assets', name), code);
  writeFileSync(path.join(dist, 'index.html'), '<script type="module" src="/assets/index-1.js"></script>');
  const named = ['index-1.js', 'app-7.js', 'early-picture-8.js', 'room-page-3.js', 'live-picture-4.js'] as const;
  const wanted = [...named, 'shared-2.js'] as const;
  const gzipBytes = wanted.reduce((sum, name) => sum + gzipSync(files[name]).length, 0);
  expect(measureFirstLoad(dist)).toMatchObject({ files: wanted.length, gzipBytes });
  rmSync(dist, { recursive: true });
});
