import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process is named by its id and its start time, because ids are used again. */
export interface ProcessName {
  readonly pid: number;
  /** In clock ticks since the machine started; absent where there is no /proc. */
  readonly startTime?: string;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A zombie has ended; only its parent has not looked yet.
  return statFields(pid)?.[0] !== 'Z';
}

/** Stopped by a signal, until it is told to go on. */
export function isStopped(pid: number): boolean {
  return statFields(pid)?.[0] === 'T';
}

export function processName(pid: number): ProcessName {
  const startTime = statFields(pid)?.[19];
  return startTime === undefined ? { pid } : { pid, startTime };
}

export function isSameProcess(name: ProcessName): boolean {
  if (!isAlive(name.pid)) return false;
  return name.startTime === undefined || processName(name.pid).startTime === name.startTime;
}

export function commandLine(pid: number): string {
  return readProc(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

export function allProcesses(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

/** The process that listens on a port, when we may see it. */
export function listenerOf(port: number): number | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const line of `${readProc('/proc/net/tcp')}\n${readProc('/proc/net/tcp6')}`.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[1]?.endsWith(`:${wanted}`) && fields[3] === '0A' && fields[9]) inodes.add(`socket:[${fields[9]}]`);
  }
  if (inodes.size === 0) return undefined;
  return allProcesses().find((pid) => openFiles(pid).some((file) => inodes.has(file)));
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
  } catch {
    return [];
  }
}

/** The fields after the command's name, which may itself hold spaces: state is 0, start time is 19. */
function statFields(pid: number): string[] | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
