import { spawnSync } from 'node:child_process';
import { Problem } from './problem.ts';

/** The user a child process runs as; `undefined` ids mean "as ourselves". */
export interface RunAs {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
}

export const ownSystemUser = 'livestall';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** PostgreSQL refuses to run as root, so root hands it to a user of its own, made if absent. */
export function unprivilegedUser(say: (line: string) => void): RunAs {
  if (!isRoot()) return { name: 'you' };
  const existing = lookUp(ownSystemUser);
  if (existing) return existing;
  const made = spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownSystemUser], {
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  const own = lookUp(ownSystemUser);
  if (own) {
    if (made.status === 0) say(`Made the system user ${ownSystemUser}, because PostgreSQL must not run as root.`);
    return own;
  }
  const other = lookUp('postgres') ?? lookUp('nobody');
  if (other) return other;
  throw new Problem('PostgreSQL must not run as root and no other user could be made: run as an ordinary user.');
}

/** The user with this id, so that root goes on with a cluster that an ordinary user made. */
export function userOf(uid: number, gid: number): RunAs {
  if (!isRoot()) return { name: 'you' };
  return { name: `user ${uid}`, uid, gid };
}

/** Whether the user can do this to the path: r(ead), w(rite) or x (pass through). */
export function can(runAs: RunAs, mode: 'r' | 'w' | 'x', path: string): boolean {
  return spawnSync('test', [`-${mode}`, path], { ...ids(runAs), cwd: '/' }).status === 0;
}

export function ids(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.uid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid };
}

function lookUp(name: string): RunAs | undefined {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
