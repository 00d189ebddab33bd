import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeSharedFolder, sharedFolder } from './postgres-binaries.ts';
import { Problem } from './problem.ts';
import { can, isRoot, type RunAs, unprivilegedUser, userOf } from './system-user.ts';

export interface ClusterPlace {
  /** The folder that initdb makes. */
  readonly cluster: string;
  readonly runAs: RunAs;
}

/** Where the cluster of a data folder is, and which user runs it. */
export function clusterPlace(dataDir: string, say: (line: string) => void): ClusterPlace {
  makeDataFolder(dataDir);
  const pointer = join(dataDir, 'postgres.folder');
  const inside = join(realpathSync(dataDir), 'postgres');
  const cluster = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : inside;
  if (existsSync(cluster)) {
    if (cluster !== inside) refuseCopy(dataDir, cluster);
    return existingPlace(dataDir, cluster, say);
  }
  const runAs = unprivilegedUser(say);
  if (cluster !== inside) {
    if (existsSync(ownerFile(cluster))) return { cluster, runAs };
    throw new Problem(
      `The database of ${dataDir} was in ${cluster}, which is gone: bring it back, or remove ${pointer} to begin with an empty one.`,
    );
  }
  if (letPass(runAs, dataDir)) return { cluster, runAs };
  const outside = join(sharedFolder, createHash('sha256').update(inside).digest('hex').slice(0, 12));
  say(`Keeping the database in ${outside}, because ${runAs.name} cannot reach ${dataDir}.`);
  writeFileSync(pointer, `${outside}\n`);
  makeSharedFolder();
  writeFileSync(ownerFile(outside), `${realpathSync(dataDir)}\n`);
  return { cluster: outside, runAs };
}

/** Closed to others, but for PostgreSQL's user, whom letPass lets through. */
export function makeDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** Root's own data folder is opened to the group of PostgreSQL's user, and to nobody else, if that is enough. */
function letPass(runAs: RunAs, dataDir: string): boolean {
  if (can(runAs, 'x', realpathSync(dataDir))) return true;
  const { uid, gid, mode } = statSync(dataDir);
  if (!isRoot() || uid !== 0 || gid !== 0 || runAs.gid === undefined) return false;
  chownSync(dataDir, uid, runAs.gid);
  chmodSync(dataDir, (mode & 0o707) | 0o010);
  if (can(runAs, 'x', realpathSync(dataDir))) return true;
  // A folder above it is closed, so nothing was won.
  chownSync(dataDir, uid, gid);
  chmodSync(dataDir, mode & 0o777);
  return false;
}

/** Makes the empty folder, closed to everyone but its user. */
export function prepareCluster(place: ClusterPlace): void {
  mkdirSync(place.cluster, { recursive: true, mode: 0o700 });
  chmodSync(place.cluster, 0o700);
  if (place.runAs.uid === undefined) return;
  spawnSync('chown', ['-R', `${place.runAs.uid}:${place.runAs.gid}`, place.cluster]);
}

/** A copy of a data folder still names the database of the original, which must not serve both. */
function refuseCopy(dataDir: string, cluster: string): void {
  const file = ownerFile(cluster);
  const owner = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  const pointer = join(owner, 'postgres.folder');
  if (!owner || owner === realpathSync(dataDir) || !existsSync(pointer)) return;
  if (readFileSync(pointer, 'utf8').trim() !== cluster) return;
  throw new Problem(
    `The data folder ${dataDir} is a copy of ${owner} and names its database ${cluster}: copy that too, and put the copy's path into ${dataDir}/postgres.folder.`,
  );
}

function ownerFile(cluster: string): string {
  return `${cluster}.data-folder`;
}

function existingPlace(dataDir: string, cluster: string, say: (line: string) => void): ClusterPlace {
  const owner = statSync(cluster);
  if (!isRoot()) {
    if (owner.uid === process.getuid?.()) return { cluster, runAs: { name: 'you' } };
    const folders = cluster.startsWith(realpathSync(dataDir)) ? dataDir : `${dataDir} ${cluster}`;
    throw new Problem(
      `The database in ${cluster} belongs to another user: run as root, or give it to yourself with sudo chown -R $(id -un) ${folders}`,
    );
  }
  const runAs = owner.uid === 0 ? unprivilegedUser(say) : userOf(owner.uid, owner.gid);
  if (owner.uid === 0) prepareCluster({ cluster, runAs });
  letPass(runAs, dataDir);
  if (!can(runAs, 'x', cluster)) {
    throw new Problem(
      `The database in ${cluster} belongs to ${runAs.name}, who cannot pass through a folder above it: open those with chmod o+x, or move the data folder.`,
    );
  }
  return { cluster, runAs };
}
