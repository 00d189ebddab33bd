import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { Problem, runTool } from './problem.ts';
import { isRoot } from './system-user.ts';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usualFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

/** The path of a Chromium that runs here; installs one when there is none. */
export async function findOrInstallChromium(say: (line: string) => void = () => {}): Promise<string> {
  const given = process.env.CHROMIUM;
  if (given) {
    if (runs(given)) return given;
    throw new Problem(`The browser ${given} (setting CHROMIUM) does not run.`);
  }
  const found = find();
  if (found) return found;
  const installs =
    isRoot() && existsSync('/etc/debian_version') ? [installOfDebian, installOfPlaywright] : [installOfPlaywright];
  for (const install of installs) {
    install(say);
    const installed = find();
    if (installed) return installed;
  }
  throw new Problem('There is no Chromium and none could be installed: install one and name it with CHROMIUM=<path>.');
}

function find(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...usualFolders].filter(Boolean);
  const candidates = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, playwrightPath()].find((path) => path && isExecutable(path) && runs(path));
}

function installOfDebian(say: (line: string) => void): void {
  say('Installing Chromium with apt-get ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = spawnSync('apt-get', ['update', '-q'], { env, encoding: 'utf8' });
  const install = spawnSync(
    'apt-get',
    ['install', '-q', '-y', '-o', 'DPkg::Lock::Timeout=120', '--no-install-recommends', 'chromium'],
    {
      env,
      encoding: 'utf8',
    },
  );
  if (install.status !== 0) say(`${update.stderr ?? ''}${install.stderr ?? ''}`.trim());
}

function installOfPlaywright(say: (line: string) => void): void {
  say("Installing Playwright's Chromium ...");
  const cli = join(import.meta.dirname, '../node_modules/playwright-core/cli.js');
  const install = spawnSync(process.execPath, [cli, 'install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'], {
    encoding: 'utf8',
  });
  if (install.status !== 0) say((install.stderr ?? '').trim());
}

function playwrightPath(): string | undefined {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core') as typeof import('playwright-core');
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A file may be there and not run, such as Ubuntu's stand-in that only asks for a snap. */
function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

if (import.meta.main) {
  await runTool(async () => {
    console.log(await findOrInstallChromium((line) => console.error(line)));
    return 0;
  });
}
