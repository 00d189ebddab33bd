import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../ports.ts';
import { Problem } from '../problem.ts';

export interface OwnHouse {
  readonly room: URL;
  close(): Promise<void>;
}

/** A whole house with its demo, in a folder that goes with it; it believes each talker an address of its own. */
export async function startOwnHouse(): Promise<OwnHouse> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-flood-'));
  const ports = { PORT: String(await freePort()), MEDIA_PORT: String(await freePort()) };
  const env = { ...process.env, ...ports, DATA_DIR: dataDir, DATABASE_URL: '', TRUSTED_PROXIES: '127.0.0.1' };
  const child = spawn(process.execPath, ['tools/start.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    child.kill('SIGINT');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const ready = new Promise<boolean>((resolve) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Ready after')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  if (!(await ready)) throw new Problem('The house did not start: `npm start` says why.');
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  return { room: new URL(demo.rooms[0].url, `http://localhost:${ports.PORT}`), close };
}
