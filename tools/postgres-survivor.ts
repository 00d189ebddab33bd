import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allProcesses, commandLine, isAlive, workingFolder } from './processes.ts';

export { isAlive };

/** The PostgreSQL that runs on this cluster now, by its own pid file, if that file tells the truth. */
export function findSurvivor(cluster: string): { pid: number; port: number } | undefined {
  const lines = readPidFile(cluster);
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !port || !isPostgresOf(pid, cluster)) return undefined;
  // The last line says "ready" once connections are taken; one that is still starting is waited for by pg_ctl.
  return lines[7]?.trim() === 'ready' ? { pid, port } : undefined;
}

/** Removes a pid file whose process is gone, or whose number now belongs to a stranger. */
export function clearStale(cluster: string, say: (line: string) => void): void {
  const pid = Number(readPidFile(cluster)[0]);
  if (!pid || isPostgresOf(pid, cluster)) return;
  say(`PostgreSQL was killed last time (its pid file names process ${pid}, which is gone); it recovers by itself.`);
  // PostgreSQL itself would ask only whether that number is taken: by a stranger, or by a dead process not yet buried.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** All processes of this cluster; when its PostgreSQL was killed, these are the backends that it left. */
export function processesOf(cluster: string): number[] {
  return allProcesses().filter((pid) => isPostgresOf(pid, cluster));
}

function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  const folder = workingFolder(pid);
  // Without /proc, or without the right to look, the pid file is believed.
  return folder === undefined ? !existsSync('/proc/self') : folder === cluster && /postgres/.test(commandLine(pid));
}

function readPidFile(cluster: string): string[] {
  const file = join(cluster, 'postmaster.pid');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
}
