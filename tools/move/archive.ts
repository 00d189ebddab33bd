import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../problem.ts';
import type { MovedTable } from './tables.ts';

/** A file of the export, with its sum, so that a torn copy is noticed before anything is changed. */
export interface MovedFile {
  /** Below the export's folder, with `/` between the names. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof formatNow;
  readonly madeAt: string;
  /** The migrations of the database that was exported. */
  readonly migrations: readonly string[];
  readonly tables: readonly (MovedTable & MovedFile & { readonly rows: number })[];
  /** The data folder's files, below `data/`. */
  readonly files: readonly MovedFile[];
}

const formatNow = 'livestall-export-1';
const manifestFile = 'manifest.json';

/** What belongs to the database, to running processes or to one machine, and does not move. */
const staysHere = /^(postgres.*|lock.*|run|log|.*\.new|.*\.half)$/;
const secretFile = 'secret';
/** Below one of the two folders, and never up again: `data/../x` is inside the export and outside the data folder. */
const insideExport = /^(data|tables)(\/(?!\.\.?(\/|$))[^/\\]+)+$/;

/** Makes the folder of an export, closed to others: customers and secrets are in it. */
export async function makeExportFolder(folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Problem(`The folder ${folder} is not empty: name one that is not there yet.`);
  }
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 });
}

/** Written last, by renaming: a folder without it is no export. */
export async function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): Promise<void> {
  const file = join(folder, manifestFile);
  await writeFile(`${file}.new`, `${JSON.stringify({ format: formatNow, ...manifest }, null, 1)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Reads the export's list and checks every file against it. */
export async function readExport(folder: string): Promise<Manifest> {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) throw new Problem(`There is no whole export in ${folder}: its ${manifestFile} is missing.`);
  const manifest = parse(readFileSync(file, 'utf8'));
  if (manifest?.format !== formatNow) throw new Problem(`${file} is not the list of a Livestall export.`);
  for (const entry of [...manifest.tables, ...manifest.files]) {
    const path = join(folder, entry.path);
    if (!insideExport.test(entry.path)) throw new Problem(`${file} names a path outside the export.`);
    const sum = existsSync(path) ? await sumOf(path) : undefined;
    if (sum !== entry.sha256) throw new Problem(`The file ${entry.path} of the export is missing or damaged.`);
  }
  return manifest;
}

/** Copies what lasts in a data folder, and the secret, wherever it was given. */
export async function exportFiles(dataDir: string, secret: string, folder: string): Promise<MovedFile[]> {
  const moved: MovedFile[] = [];
  for (const path of new Set([...(await filesOf(dataDir)), secretFile])) {
    const target = join(folder, 'data', path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    if (path === secretFile) await writeFile(target, `${secret}\n`, { mode: 0o600 });
    else if (!(await copied(join(dataDir, path), target))) continue;
    moved.push({ path: `data/${path}`, bytes: statSync(target).size, sha256: await sumOf(target) });
  }
  return moved;
}

/** The secret of the installation that was exported. */
export function secretOf(folder: string): string {
  return readFileSync(join(folder, 'data', secretFile), 'utf8').trim();
}

/** Puts the files of an export into a data folder; the same file may be there already. */
export async function importFiles(folder: string, dataDir: string, files: readonly MovedFile[]): Promise<void> {
  for (const { path } of files) {
    const target = join(dataDir, path.slice('data/'.length));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, path), `${target}.new`);
    await rename(`${target}.new`, target);
  }
}

/** The first file that the data folder already has with other content; its secret is made at once and replaced. */
export async function findOther(dataDir: string, files: readonly MovedFile[]): Promise<string | undefined> {
  for (const { path, sha256 } of files) {
    const target = join(dataDir, path.slice('data/'.length));
    if (path === `data/${secretFile}` || !existsSync(target)) continue;
    if ((await sumOf(target)) !== sha256) return target;
  }
  return undefined;
}

/** False for a recording that was swept away meanwhile, which nobody misses. */
async function copied(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function filesOf(dataDir: string): Promise<string[]> {
  if (!existsSync(dataDir)) return [];
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.new'))
    .map((entry) => relative(dataDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !staysHere.test(path.split('/')[0]!))
    .sort();
}

function parse(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined;
  }
}
