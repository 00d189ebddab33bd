import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isSameProcess, type ProcessName, processName } from './processes.ts';

interface ChildRecord extends ProcessName {
  readonly name: string;
  readonly script: string;
}

const politeMs = 5000;
const pollMs = 50;

/** Writes down a child, so that a later start knows it when its supervisor was killed. */
export function recordChild(dataDir: string, name: string, script: string, pid: number): void {
  const record: ChildRecord = { ...processName(pid), name, script };
  writeFileSync(join(dataDir, 'run', `${name}.json`), JSON.stringify(record));
}

export function forgetChild(dataDir: string, name: string): void {
  rmSync(join(dataDir, 'run', `${name}.json`), { force: true });
}

/** Ends the children of a supervisor that was killed; each proves by start time and command line that it is ours. */
export async function endOrphans(dataDir: string, say: (line: string) => void): Promise<void> {
  const folder = join(dataDir, 'run');
  const records = readdirSync(folder).filter((file) => file.endsWith('.json'));
  await Promise.all(records.map((file) => endOrphan(join(folder, file), say)));
}

async function endOrphan(file: string, say: (line: string) => void): Promise<void> {
  const record = readRecord(file);
  const { pid, script } = record;
  if (pid && script && isSameProcess({ ...record, pid }) && commandLine(pid).includes(script)) {
    say(`Ending the ${record.name} process (${pid}) that an earlier start left behind ...`);
    await endProcess({ ...record, pid });
  }
  rmSync(file, { force: true });
}

/** Half a record, from a start that was killed while it wrote, names nobody. */
function readRecord(file: string): Partial<ChildRecord> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ChildRecord;
  } catch {
    return {};
  }
}

async function endProcess(name: ProcessName): Promise<void> {
  for (const kind of ['SIGTERM', 'SIGKILL'] as const) {
    signal(name.pid, kind);
    for (let waited = 0; waited < politeMs; waited += pollMs) {
      if (!isSameProcess(name)) return;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
