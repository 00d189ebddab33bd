import { mediaKeyOf } from '../apps/server/keys.ts';
import { localUrl, type RunningSettings, type Settings, settingsToEnv } from '../apps/settings.ts';
import { addressLines } from './addresses.ts';
import { openHttps } from './https/open-https.ts';
import { runTool } from './problem.ts';
import { settingsOfHouse } from './read-settings.ts';
import { type HouseChild, supervise } from './supervise.ts';

export interface HouseParts {
  readonly serverScript: string;
  readonly mediaScript: string;
  /** The demo's host and audience, unless the settings leave the demo out. */
  readonly demoScript?: string;
  /** What comes before the scripts, for Node. */
  readonly nodeArgs?: readonly string[];
  readonly prepare: (say: (line: string) => void) => Promise<void>;
  readonly moreChildren?: (server: string) => HouseChild[];
  readonly defaults?: Readonly<Record<string, string>>;
  readonly fixed?: Readonly<Record<string, string>>;
  /** What was written after the command. */
  readonly args?: readonly string[];
  /** Development shows in the terminal what the processes say. */
  readonly logToTerminal?: boolean;
}

/** Runs server, media and PostgreSQL with the settings of the environment, until Ctrl-C. */
export async function runHouse(parts: HouseParts): Promise<void> {
  await runTool(async () => {
    const begun = performance.now();
    const settings = await settingsOfHouse(parts);
    const say = (line: string) => console.log(line);
    const server = localUrl(settings.host, settings.port);
    const https = openHttps(settings, say);
    return supervise({
      settings,
      say,
      ports: [
        { setting: 'PORT', port: settings.port },
        { setting: 'MEDIA_PORT', port: settings.mediaPort },
        ...https.ports,
      ],
      children: [...(parts.moreChildren?.(server) ?? []), ...houseChildren(parts, settings)],
      prepare: async (ended) => {
        await Promise.all([parts.prepare(say), https.prepare(ended)]);
      },
      watch: https.watch,
      logToTerminal: parts.logToTerminal ?? false,
      onReady: async () => {
        for (const line of [...(await addressLines(settings)), ...https.lines()]) say(line);
        say(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s. Ctrl-C ends it.`);
      },
    }).finally(https.close);
  });
}

/** What the media process needs, and no password: it takes video from strangers. PORT is there so that the two ports differ. */
const mediaSettings = new Set([
  ...['DATA_DIR', 'HOST', 'PORT', 'MEDIA_PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'TLS_CERT', 'TLS_KEY'],
  ...['LOG_LEVEL', 'RECORDING_HOURS', 'RECORDING_GB', 'METRICS_TOKEN'],
  // With several machines the media processes find each other over the bus.
  ...['NATS_URL', 'MEDIA_NODE_URL'],
]);

function mediaEnv(settings: RunningSettings): Record<string, string> {
  return { ...only(mediaSettings, settings), MEDIA_KEY: mediaKeyOf(settings.secret) };
}

/** The demo comes from outside like anybody: it knows addresses, and the sign-ins of its own people by their file. */
const demoSettings = new Set(['DATA_DIR', 'HOST', 'PORT', 'MEDIA_PORT', 'PUBLIC_URL', 'LOG_LEVEL']);

function only(names: ReadonlySet<string>, settings: RunningSettings): Record<string, string> {
  return Object.fromEntries(Object.entries(settingsToEnv(settings)).filter(([name]) => names.has(name)));
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
  const script = settings.shopDemo ? parts.demoScript : undefined;
  const demo = script && {
    ...{ name: 'demo', script, args: [...(parts.nodeArgs ?? []), script], inherits: false },
    env: (running: RunningSettings) => only(demoSettings, running),
  };
  return [
    ...(demo ? [demo] : []),
    { ...server, inherits: true, env: settingsToEnv },
    { ...media, inherits: false, env: mediaEnv },
  ];
}
