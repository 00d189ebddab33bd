import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { firstLoadBytesMax, measureFirstLoad } from './first-load.ts';
import { Problem, runTool } from './problem.ts';

const config = 'apps/web/vite.config.ts';
const page = 'apps/web/dist/index.html';
const stamp = '.cache/web-build.stamp';
const sources = [
  'apps/web/**/*',
  'apps/*.ts',
  'apps/server/first-pages/*',
  'features/*/*.ts',
  'features/*/messages/*',
  'features/*/web/**/*',
];
const moreSources = [
  'platform/ui/**/*',
  'platform/kit/**/*',
  'tools/{before-paint,staff-texts}.ts',
  'package-lock.json',
];

/** Builds the web app, unless it was built from the same sources before. */
export async function buildWeb(say: (line: string) => void): Promise<void> {
  if (!existsSync(config)) return;
  const wanted = hashOfSources();
  if (existsSync(page) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building the web app ...');
  const { code, output } = await viteBuild();
  if (code !== 0) throw new Problem(`The web app could not be built:\n${output.trim()}`);
  mkdirSync('.cache', { recursive: true });
  writeFileSync(stamp, wanted);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = globSync([...sources, ...moreSources], { exclude: ['apps/web/dist', 'apps/web/dist/**'] });
  for (const file of files.filter((path) => !path.startsWith('apps/web/dist/')).sort()) {
    if (!statSync(file).isFile()) continue;
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function viteBuild(): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const args = ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'];
    const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A number that depends on nothing but the sources, so it may fail a build. */
function checkFirstLoad(): number {
  const { files, gzipBytes, brotliBytes } = measureFirstLoad(path.dirname(page));
  const sizes = `${gzipBytes} bytes by gzip, ${brotliBytes} by brotli, in ${files} files`;
  const fits = gzipBytes <= firstLoadBytesMax;
  console.log(`A room's first load of JavaScript: ${sizes}${fits ? '' : `: more than ${firstLoadBytesMax}`}`);
  return fits ? 0 : 1;
}

if (import.meta.main) {
  await runTool(async () => {
    await buildWeb((line) => console.log(line));
    return checkFirstLoad();
  });
}
