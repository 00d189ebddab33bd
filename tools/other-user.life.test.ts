import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres } from './postgres.ts';
import { isRoot } from './system-user.ts';

/** The user whom every Debian has and who owns nothing. */
const nobody = 65_534;
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'livestall-other-user-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

test('a data folder without a stranger’s files is taken as it is', () => {
  expect(prepareAs(process.getuid?.() ?? nobody)).toBe('usable');
  expect(existsSync(join(dataDir, 'run'))).toBe(true);
});

// Only root can become somebody else.
if (isRoot()) {
  test('a data folder of root, used by another user later, says in one sentence what to do', () => {
    expect(prepareAs(0)).toBe('usable');
    expect(prepareAs(nobody)).toBe(
      `The data folder ${dataDir} was used by another user (${dataDir} is closed to you): run as that user, or give it to yourself with sudo chown -R $(id -un) ${dataDir}`,
    );
  });

  test('a data folder of another user, used by root later, goes on under that user', { timeout: 60_000 }, async () => {
    const first = await startPostgres({ dataDir, throwAway: true });
    await first.stop();
    chmodSync(dataDir, 0o755);
    chownSync(dataDir, nobody, nobody);
    const cluster = join(dataDir, 'postgres');
    spawnSync('chown', ['-R', `${nobody}:${nobody}`, cluster]);
    const second = await startPostgres({ dataDir, throwAway: true });
    try {
      expect(readFileSync(`/proc/${second.pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${nobody}\\s`, 'm'));
    } finally {
      await second.stop();
    }
    expect(prepareAs(0)).toBe('usable');
  });
}

/** Looks at the folder as that user does. The code is loaded before, because a clone may be closed to others. */
function prepareAs(uid: number): string {
  const script = `
    const { prepareDataFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))});
    if (process.getuid() === 0 && ${uid} !== 0) { process.setgroups([]); process.setgid(${uid}); process.setuid(${uid}); }
    try { prepareDataFolder(${JSON.stringify(dataDir)}); console.log('usable'); } catch (error) { console.log(error.message); }`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout.trim();
}
