import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { isRoot } from './system-user.ts';

/** Programs that only a cluster needs, and the package of Debian that has each. */
const packages = { 'nats-server': 'nats-server', nginx: 'nginx' } as const;
export type DebianProgram = keyof typeof packages;

const usualFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin'];
const cache = resolve(import.meta.dirname, '../.cache/debian');

/**
 * The path of a program that runs here. When there is none, Debian's package is unpacked beside the project: nothing is
 * installed and no service is started. Null where that cannot be done either.
 */
export function findOrUnpack(program: DebianProgram, say: (line: string) => void = () => {}): string | null {
  const found = find(program);
  if (found) return found;
  if (!existsSync('/etc/debian_version')) return null;
  say(`Unpacking Debian's ${program} ...`);
  unpack(packages[program], say);
  return find(program) ?? null;
}

function find(program: DebianProgram): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usualFolders, join(cache, program, 'usr/sbin')];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path) && runs(path));
}

/** A file may be there and lack a library. */
function runs(path: string): boolean {
  return spawnSync(path, ['-v'], { timeout: 20_000 }).status === 0;
}

function unpack(name: string, say: (line: string) => void): void {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  let got = run('apt-get', 'download', '-q', name);
  if (got.status !== 0 && isRoot()) {
    run('apt-get', 'update', '-q');
    got = run('apt-get', 'download', '-q', name);
  }
  const file = readdirSync(folder).find((one) => one.endsWith('.deb'));
  const unpacked = got.status === 0 && file ? run('dpkg-deb', '-x', file, '.') : got;
  if (unpacked.status !== 0) say((unpacked.stderr ?? '').trim() || `${name} could not be had from Debian.`);
}
