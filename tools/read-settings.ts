import { existsSync } from 'node:fs';
import { readSettings, type Settings } from '../apps/settings.ts';
import { hasIpv6, isEveryAddress, lanAddress } from './https/network.ts';
import { Problem } from './problem.ts';
import { readStartArguments } from './start-arguments.ts';

const settingsFile = 'livestall.env';
const wrongSettingExitCode = 2;

interface Asked {
  readonly defaults?: Readonly<Record<string, string>> | undefined;
  /** What nothing overrules. */
  readonly fixed?: Readonly<Record<string, string>> | undefined;
  readonly args?: readonly string[] | undefined;
}

/** The settings of the arguments, else of the environment, else of livestall.env. */
export function settingsOfProject(asked: Asked = {}): Settings {
  return check(readSettings(environment(asked)));
}

/** The same for what is to listen: with what depends on the networks that this machine is in. */
export async function settingsOfHouse(asked: Asked): Promise<Settings> {
  const env = environment(asked);
  const settings = check(readSettings(env));
  return check(readSettings({ ...env, ...(await ofThisMachine(settings, env)) }));
}

function environment({ defaults, fixed, args = [] }: Asked): NodeJS.ProcessEnv {
  const given = readStartArguments(args);
  if ('problem' in given) throw new Problem(given.problem, wrongSettingExitCode);
  if (existsSync(settingsFile)) process.loadEnvFile(settingsFile);
  return { ...defaults, ...process.env, ...given.settings, ...fixed };
}

async function ofThisMachine(
  { lan, domain, host, port }: Settings,
  env: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  if (lan && !env.PUBLIC_URL?.trim()) {
    const address = isEveryAddress(host) ? await lanAddress() : host;
    if (!address)
      throw new Problem('This machine is in no network that a phone could be in: join one, then start again.');
    return { PUBLIC_URL: `https://${address.includes(':') ? `[${address}]` : address}:${port}` };
  }
  // An authority and people may come by either; this one takes both, where there is IPv6 at all.
  return domain && !env.HOST?.trim() && hasIpv6() ? { HOST: '::' } : {};
}

function check(read: ReturnType<typeof readSettings>): Settings {
  if ('problem' in read) throw new Problem(read.problem, wrongSettingExitCode);
  return read;
}
