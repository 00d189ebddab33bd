import { mediaKeyOf } from '../apps/server/keys.ts';
import { localUrl, type RunningSettings, type Settings, settingsToEnv } from '../apps/settings.ts';
import { addressLines } from './addresses.ts';
import { runTool } from './problem.ts';
import { settingsOfProject } from './read-settings.ts';
import { type HouseChild, supervise } from './supervise.ts';

export interface HouseParts {
  readonly serverScript: string;
  readonly mediaScript: string;
  /** What comes before the two scripts, for Node. */
  readonly nodeArgs?: readonly string[];
  readonly prepare: (say: (line: string) => void) => Promise<void>;
  readonly moreChildren?: (server: string) => HouseChild[];
  readonly defaults?: Readonly<Record<string, string>>;
  /** Development shows in the terminal what the processes say. */
  readonly logToTerminal?: boolean;
}

/** Runs server, media and PostgreSQL with the settings of the environment, until Ctrl-C. */
export async function runHouse(parts: HouseParts): Promise<void> {
  await runTool(async () => {
    const begun = performance.now();
    const settings = settingsOfProject(parts.defaults);
    const say = (line: string) => console.log(line);
    const server = localUrl(settings.host, settings.port);
    return supervise({
      settings,
      say,
      ports: [
        { setting: 'PORT', port: settings.port },
        { setting: 'MEDIA_PORT', port: settings.mediaPort },
      ],
      children: [...(parts.moreChildren?.(server) ?? []), ...houseChildren(parts, settings)],
      prepare: () => parts.prepare(say),
      logToTerminal: parts.logToTerminal ?? false,
      onReady: async () => {
        for (const line of await addressLines(settings)) say(line);
        say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C ends it.`);
      },
    });
  });
}

/** What the media process needs, and no password: it takes video from strangers. PORT is there so that the two ports differ. */
const mediaSettings = new Set([
  ...['DATA_DIR', 'HOST', 'PORT', 'MEDIA_PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES'],
  ...['LOG_LEVEL', 'RECORDING_HOURS', 'RECORDING_GB'],
]);

function mediaEnv(settings: RunningSettings): Record<string, string> {
  const needed = Object.entries(settingsToEnv(settings)).filter(([name]) => mediaSettings.has(name));
  return { ...Object.fromEntries(needed), MEDIA_KEY: mediaKeyOf(settings.secret) };
}

/** In the order in which they are ended. */
function houseChildren(parts: HouseParts, settings: Settings): HouseChild[] {
  const child = (name: string, script: string, port: number, path: string) => ({
    name,
    script,
    args: [...(parts.nodeArgs ?? []), script],
    readyUrl: `${localUrl(settings.host, port)}${path}`,
  });
  const server = child('server', parts.serverScript, settings.port, '/readyz');
  const media = child('media', parts.mediaScript, settings.mediaPort, '/healthz');
  return [
    { ...server, inherits: true, env: settingsToEnv },
    { ...media, inherits: false, env: mediaEnv },
  ];
}
