import { join, resolve } from 'node:path';
import { isAddressRange } from '../platform/http/address-of.ts';

export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly mediaPort: number;
  readonly publicUrl: string;
  readonly mediaPublicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly databaseUrl?: string;
  readonly secret?: string;
  readonly logLevel: string;
  readonly mailDir: string;
  readonly smtpUrl?: string;
  readonly recordingHours: number;
  readonly recordingGb: number;
  readonly holdMinutes: number;
  readonly shopDemo: boolean;
}

/** What a process under the supervisor gets: the supervisor has filled in the database and the secret. */
export type RunningSettings = Settings & { readonly databaseUrl: string; readonly secret: string };

type Env = Readonly<Record<string, string | undefined>>;
type Parsed = string | number | boolean | readonly string[] | { readonly wrong: string };

interface SettingRow {
  readonly name: string;
  readonly key: keyof Settings;
  /** As the page of settings says it; absent for a setting that may stay empty. */
  readonly default?: string;
  /** When the default depends on settings above it in the table. */
  readonly derive?: (before: Settings) => string;
  readonly description: string;
  /** A password may be in it, so a complaint never repeats it. */
  readonly confidential?: true;
  readonly parse: (text: string) => Parsed;
}

const secretCharactersMin = 32;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Every setting, once: the reader, the check at start and the page in docs/operating.md come from here. */
export const settingRows: readonly SettingRow[] = [
  {
    name: 'DATA_DIR',
    key: 'dataDir',
    default: './data',
    description: 'The folder of everything that lasts: database, video, pictures, secret.',
    parse: (text) => resolve(text),
  },
  {
    name: 'HOST',
    key: 'host',
    default: '127.0.0.1',
    description: 'The address the server and the media process listen on. `0.0.0.0` opens them to the network.',
    parse: (text) => (/^[\w.:-]+$/.test(text) ? text : wrong('an address such as 127.0.0.1 or 0.0.0.0')),
  },
  {
    name: 'PORT',
    key: 'port',
    default: '3000',
    description: 'The port of the server: pages, API and socket.',
    parse: wholeNumber(1, 65_535),
  },
  {
    name: 'MEDIA_PORT',
    key: 'mediaPort',
    default: '3001',
    description: 'The port of the media process: video in and out.',
    parse: wholeNumber(1, 65_535),
  },
  {
    name: 'PUBLIC_URL',
    key: 'publicUrl',
    default: 'http://localhost:PORT',
    derive: (before) => `http://localhost:${before.port}`,
    description: 'The address under which people reach the server.',
    parse: publicAddress,
  },
  {
    name: 'MEDIA_PUBLIC_URL',
    key: 'mediaPublicUrl',
    default: 'the host of PUBLIC_URL with MEDIA_PORT',
    derive: mediaAddress,
    description: 'The address under which people reach the media process.',
    parse: publicAddress,
  },
  {
    name: 'TRUSTED_PROXIES',
    key: 'trustedProxies',
    default: '',
    description:
      'The addresses or ranges (`127.0.0.1, 10.0.0.0/8`) of your own reverse proxies: only their `X-Forwarded-For` is believed.',
    parse: addressRanges,
  },
  {
    name: 'DATABASE_URL',
    key: 'databaseUrl',
    description: 'A PostgreSQL (16 or newer) of your own. When empty, one is started in DATA_DIR.',
    confidential: true,
    parse: addressOf(['postgres:', 'postgresql:'], 'postgres://user:password@host/database'),
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
    parse: (text) => (logLevels.includes(text) ? text : wrong(`one of ${logLevels.join(', ')}`)),
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
    description: 'How long stock is held for an order that is not paid yet.',
    parse: wholeNumber(1, 1440),
  },
  {
    name: 'SHOP_DEMO',
    key: 'shopDemo',
    default: 'yes',
    description: 'Whether the first start makes a demo shop: `yes` or `no`.',
    parse: (text) => (['yes', 'no'].includes(text) ? text === 'yes' : wrong('yes or no')),
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
  if (settings.port === settings.mediaPort) {
    return { problem: `The settings PORT and MEDIA_PORT must differ, but both are ${settings.port}.` };
  }
  return settings;
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
    if (value !== undefined) env[name] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  }
  return env;
}

/** How this machine reaches a process that listens on HOST. */
export function localUrl(host: string, port: number): string {
  const local = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
}

/** The table in docs/operating.md. */
export function settingsTable(): string {
  const rows = settingRows.map((row) => `| \`${row.name}\` | ${row.default || '(empty)'} | ${row.description} |`);
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
}

function mediaAddress(before: Settings): string {
  const url = new URL(before.publicUrl);
  url.port = String(before.mediaPort);
  return url.origin;
}

function publicAddress(text: string): Parsed {
  const url = URL.parse(text);
  const example = 'an address such as https://live.example.com, without a path';
  if (!url || !['http:', 'https:'].includes(url.protocol)) return wrong(example);
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) return wrong(example);
  return url.origin;
}

function addressOf(protocols: string[], example: string) {
  return (text: string): Parsed =>
    protocols.includes(URL.parse(text)?.protocol ?? '') ? text : wrong(`an address such as ${example}`);
}

function addressRanges(text: string): Parsed {
  const ranges = text.split(',').flatMap((range) => range.trim() || []);
  return ranges.every(isAddressRange) ? ranges : wrong('addresses or ranges such as 127.0.0.1, 10.0.0.0/8');
}

function wholeNumber(min: number, max: number) {
  return (text: string): Parsed => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= min && value <= max ? value : wrong(`a whole number from ${min} to ${max}`);
  };
}

function wrong(expected: string): { wrong: string } {
  return { wrong: expected };
}
