import { join, resolve } from 'node:path';
import { paceLinesMax } from '../features/barrage/barrage.ts';
import { readableLinesPerSecond } from '../features/barrage/protocol.ts';
import { gatewayLimits } from '../platform/beat/limits.ts';
import { readNatsAddress } from '../platform/bus/nats-address.ts';
import { type NetworkSettings, networkProblem, networkRows } from './network-settings.ts';
import { type PaymentSettings, paymentProblem, paymentRows } from './payment-settings.ts';
import { addressOf, oneOf, publicAddress, type SettingRow, wholeNumber, wrong, yesOrNo } from './setting-values.ts';

export interface Settings extends NetworkSettings, PaymentSettings {
  readonly databaseUrl?: string;
  readonly natsUrl?: string;
  readonly mediaNodeUrl?: string;
  readonly secret?: string;
  readonly logLevel: string;
  readonly mailDir: string;
  readonly smtpUrl?: string;
  readonly metricsToken?: string;
  readonly recordingHours: number;
  readonly recordingGb: number;
  readonly holdMinutes: number;
  readonly waitlistTurnMinutes: number;
  readonly readableLinesPerSecond: number;
  readonly linesPerTenSeconds: number;
  readonly beatMs: number;
  readonly shopDemo: boolean;
}

/** What a process under the supervisor gets: the supervisor has filled in the database and the secret. */
export type RunningSettings = Settings & { readonly databaseUrl: string; readonly secret: string };

type Env = Readonly<Record<string, string | undefined>>;

const secretCharactersMin = 32;
const metricsTokenCharactersMin = 16;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Every setting, once: the reader, the check at start and the page in docs/operating.md come from here. */
export const settingRows: readonly SettingRow<Settings>[] = [
  {
    name: 'DATA_DIR',
    key: 'dataDir',
    default: './data',
    description: 'The folder of everything that lasts: database, video, pictures, secret.',
    parse: (text) => resolve(text),
  },
  ...networkRows,
  {
    name: 'DATABASE_URL',
    key: 'databaseUrl',
    description: 'A PostgreSQL (16 or newer) of your own. When empty, one is started in DATA_DIR.',
    confidential: true,
    parse: addressOf(['postgres:', 'postgresql:'], 'postgres://user:password@host/database'),
  },
  {
    name: 'NATS_URL',
    key: 'natsUrl',
    description:
      'The NATS that several machines share, such as `nats://user:password@host:4222` (or `tls://`, several with commas). Empty on one machine.',
    confidential: true,
    parse: (text) => (readNatsAddress(text) ? text : wrong('an address such as nats://user:password@host:4222')),
  },
  {
    name: 'MEDIA_NODE_URL',
    key: 'mediaNodeUrl',
    description:
      'With NATS_URL: where the other media processes reach this one, such as `http://10.0.0.7:3001`. When empty, the name of this machine with MEDIA_PORT.',
    parse: publicAddress,
  },
  {
    name: 'SECRET',
    key: 'secret',
    description: `Signs sessions and video addresses; at least ${secretCharactersMin} characters. When empty, one is made and kept in DATA_DIR/secret.`,
    confidential: true,
    parse: (text) => (text.length >= secretCharactersMin ? text : wrong(`at least ${secretCharactersMin} characters`)),
  },
  {
    name: 'LOG_LEVEL',
    key: 'logLevel',
    default: 'info',
    description: `How much is logged: ${logLevels.join(', ')}.`,
    parse: oneOf(logLevels),
  },
  {
    name: 'MAIL_DIR',
    key: 'mailDir',
    default: 'DATA_DIR/mail',
    derive: (before) => join(before.dataDir, 'mail'),
    description: 'The folder into which mail is written while SMTP_URL is empty.',
    parse: (text) => resolve(text),
  },
  {
    name: 'SMTP_URL',
    key: 'smtpUrl',
    description: 'The mail server, such as `smtps://user:password@mail.example.com`.',
    confidential: true,
    parse: addressOf(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com'),
  },
  ...paymentRows,
  {
    name: 'METRICS_TOKEN',
    key: 'metricsToken',
    description: `Lets a program on another machine read \`/metrics\` with \`Authorization: Bearer <it>\`; at least ${metricsTokenCharactersMin} characters. When empty, only programs on this machine may.`,
    confidential: true,
    parse: (text) =>
      text.length >= metricsTokenCharactersMin ? text : wrong(`at least ${metricsTokenCharactersMin} characters`),
  },
  {
    name: 'RECORDING_HOURS',
    key: 'recordingHours',
    default: '24',
    description: 'How long video segments are kept.',
    parse: wholeNumber(1, 8760),
  },
  {
    name: 'RECORDING_GB',
    key: 'recordingGb',
    default: '50',
    description: 'How much disk the video segments of all rooms may take; the oldest go first.',
    parse: wholeNumber(1, 1_000_000),
  },
  {
    name: 'HOLD_MINUTES',
    key: 'holdMinutes',
    default: '10',
    description: 'How long stock is held for an order that is not paid yet, where a product says nothing else.',
    parse: wholeNumber(1, 1440),
  },
  {
    name: 'WAITLIST_TURN_MINUTES',
    key: 'waitlistTurnMinutes',
    default: '10',
    description:
      'How long what came back is kept for the next of the waitlist, before it is the turn of the one after.',
    parse: wholeNumber(1, 1440),
  },
  {
    name: 'READABLE_LINES_PER_SECOND',
    key: 'readableLinesPerSecond',
    default: String(readableLinesPerSecond),
    description:
      "How many lines of a room's talk each viewer is shown in a second; of more, a fair sample is shown. People read about 14.",
    parse: wholeNumber(1, 10_000),
  },
  {
    name: 'LINES_PER_TEN_SECONDS',
    key: 'linesPerTenSeconds',
    default: String(paceLinesMax),
    description: 'How many lines one person may say in a room in ten seconds.',
    parse: wholeNumber(1, 10_000),
  },
  {
    name: 'BEAT_MS',
    key: 'beatMs',
    default: String(gatewayLimits.beatMs),
    description:
      'Each viewer is written to at most once in so many milliseconds, and under load less often. A longer beat serves more viewers, later.',
    parse: wholeNumber(gatewayLimits.beatMs, gatewayLimits.beatMsMax),
  },
  {
    name: 'SHOP_DEMO',
    key: 'shopDemo',
    default: 'yes',
    description: 'Whether there is a demo, a shop and a show that is always on the air: `yes` or `no`.',
    parse: yesOrNo,
  },
];

/** Reads all settings, or says in one sentence what is wrong with the first wrong one. */
export function readSettings(env: Env): Settings | { readonly problem: string } {
  const read: Record<string, unknown> = {};
  for (const row of settingRows) {
    const fallback = row.derive ? row.derive(read as unknown as Settings) : row.default;
    const text = env[row.name]?.trim() || fallback;
    if (text === undefined) continue;
    const value = row.parse(text);
    if (typeof value === 'object' && 'wrong' in value) {
      const found = row.confidential ? '' : `, but it is ${JSON.stringify(text)}`;
      return { problem: `The setting ${row.name} must be ${value.wrong}${found}.` };
    }
    read[row.key] = value;
  }
  const settings = read as unknown as Settings;
  const problem = networkProblem(settings) ?? paymentProblem(settings);
  return problem ? { problem } : settings;
}

/** The same for a process that the supervisor starts, which cannot do without a database and a secret. */
export function readRunningSettings(env: Env): RunningSettings | { readonly problem: string } {
  const settings = readSettings(env);
  if ('problem' in settings) return settings;
  const { databaseUrl, secret } = settings;
  if (!databaseUrl) return { problem: 'The setting DATABASE_URL is empty: start with npm start, which fills it in.' };
  if (!secret) return { problem: 'The setting SECRET is empty: start with npm start, which fills it in.' };
  return { ...settings, databaseUrl, secret };
}

/** The settings as environment variables, for a child process. */
export function settingsToEnv(settings: Settings): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, key } of settingRows) {
    const value = settings[key];
    // An empty one is written too: the child inherits our environment, where something else may stand.
    env[name] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '');
  }
  return env;
}

/** How this machine reaches a process that listens on HOST: without TLS also where others need it. */
export function localUrl(host: string, port: number): string {
  const local = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
}

/** The certificate and key with which both processes speak HTTPS, when there are any. */
export function tlsFilesOf({ tlsCert, tlsKey }: Settings): { cert: string; key: string } | undefined {
  return tlsCert && tlsKey ? { cert: tlsCert, key: tlsKey } : undefined;
}

/** The table in docs/operating.md. */
export function settingsTable(): string {
  const rows = settingRows.map((row) => `| \`${row.name}\` | ${row.default || '(empty)'} | ${row.description} |`);
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
}
