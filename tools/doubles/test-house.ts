import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { settingRows } from '../../apps/settings.ts';
import { freePort } from '../ports.ts';
import { allProcesses, isAlive, workingFolder } from '../processes.ts';

export interface Start {
  readonly pid: number;
  readonly output: () => string;
  /** Waits until it has said this, or fails when it ends without. */
  readonly says: (pattern: RegExp) => Promise<void>;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

const saysMsMax = 60_000;
const saysPollMs = 30;

/** A data folder and two ports, on which a test starts and ends houses. */
export class TestHouse {
  readonly folder = mkdtempSync(join(tmpdir(), 'livestall-life-'));
  readonly dataDir = join(this.folder, 'data');
  readonly port: number;
  readonly mediaPort: number;
  private readonly entry: readonly string[];
  private readonly env: Record<string, string>;
  private started: Start[] = [];

  static async open(...entry: readonly string[]): Promise<TestHouse> {
    return new TestHouse(entry, await freePort(), await freePort());
  }

  private constructor(entry: readonly string[], port: number, mediaPort: number) {
    this.entry = entry;
    this.port = port;
    this.mediaPort = mediaPort;
    // PostgreSQL runs as another user when we are root.
    chmodSync(this.folder, 0o711);
    // The settings of whoever runs the tests stay out of them.
    const empty = Object.fromEntries(settingRows.map((row) => [row.name, '']));
    const own = { DATA_DIR: this.dataDir, PORT: String(port), MEDIA_PORT: String(mediaPort) };
    this.env = { npm_lifecycle_event: '', ...empty, ...own };
  }

  start(more: Record<string, string> = {}, program = [process.execPath, ...this.entry]): Start {
    const [command = '', ...args] = program;
    const env = { ...process.env, ...this.env, ...more };
    const start = follow(spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    this.started.push(start);
    return start;
  }

  async endAll(): Promise<void> {
    for (const start of this.started.splice(0)) await start.end('SIGTERM');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  childPid(name: string): number {
    return (JSON.parse(readFileSync(join(this.dataDir, 'run', `${name}.json`), 'utf8')) as { pid: number }).pid;
  }

  environment(name: string): Record<string, string> {
    const lines = readFileSync(`/proc/${this.childPid(name)}/environ`, 'utf8')
      .split('\0')
      .filter(Boolean);
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  }

  postgres(): { pid: number; port: number } {
    const lines = readFileSync(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  }

  /** What runs on the data folder: PostgreSQL's processes by their folder, the others by their environment. */
  processes(): number[] {
    return allProcesses().filter((pid) => {
      if (pid === process.pid || !isAlive(pid)) return false;
      return workingFolder(pid) === join(this.dataDir, 'postgres') || this.isOurs(pid);
    });
  }

  async answers(path = '/'): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${this.port}${path}`)).ok;
  }

  private isOurs(pid: number): boolean {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`DATA_DIR=${this.dataDir}\0`);
    } catch {
      return false;
    }
  }
}

function follow(child: ChildProcess): Start {
  let output = '';
  let over = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      over = true;
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    says: async (pattern) => {
      for (const end = Date.now() + saysMsMax; !over && !pattern.test(output) && Date.now() < end; )
        await sleep(saysPollMs);
      if (!pattern.test(output)) throw new Error(`It did not say ${pattern}, but:\n${output}`);
    },
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
