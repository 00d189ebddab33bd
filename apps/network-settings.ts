import { join, resolve } from 'node:path';
import {
  addressRanges,
  authorityAddress,
  domainName,
  mailAddress,
  publicAddress,
  type SettingRow,
  wholeNumber,
  wrong,
  yesOrNo,
} from './setting-values.ts';

/** Where Livestall listens and under which addresses people reach it. */
export interface NetworkSettings {
  readonly dataDir: string;
  readonly lan: boolean;
  readonly domain?: string;
  readonly host: string;
  readonly port: number;
  readonly mediaPort: number;
  readonly httpPort: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly publicUrl: string;
  readonly mediaPublicUrl: string;
  readonly acmeDirectoryUrl: string;
  readonly acmeEmail?: string;
  readonly trustedProxies: readonly string[];
}

const httpsPort = 443;

export const networkRows: readonly SettingRow<NetworkSettings>[] = [
  {
    name: 'LAN',
    key: 'lan',
    default: 'no',
    description:
      'Whether phones of the local network are let in, over HTTPS with a certificate made on this machine: `yes` or `no`. The same as `--lan`.',
    parse: yesOrNo,
  },
  {
    name: 'DOMAIN',
    key: 'domain',
    description:
      'The name under which the shop is on the internet, such as `shop.example`; its certificate is got and renewed by itself. The same as `--domain`.',
    parse: domainName,
  },
  {
    name: 'HOST',
    key: 'host',
    default: '127.0.0.1; with LAN or DOMAIN every address',
    derive: (before) => (before.lan || before.domain ? '0.0.0.0' : '127.0.0.1'),
    description: 'The address the server and the media process listen on. `0.0.0.0` opens them to the network.',
    parse: (text) => (/^[\w.:-]+$/.test(text) ? text : wrong('an address such as 127.0.0.1 or 0.0.0.0')),
  },
  {
    name: 'PORT',
    key: 'port',
    default: '3000; with DOMAIN 443',
    derive: (before) => (before.domain ? String(httpsPort) : '3000'),
    description: 'The port of the server: pages, API and socket.',
    parse: wholeNumber(1, 65_535),
  },
  {
    name: 'MEDIA_PORT',
    key: 'mediaPort',
    default: '3001; with DOMAIN 8443',
    derive: (before) => (before.domain ? '8443' : '3001'),
    description: 'The port of the media process: video in and out.',
    parse: wholeNumber(1, 65_535),
  },
  {
    name: 'HTTP_PORT',
    key: 'httpPort',
    default: '80',
    description:
      'With DOMAIN: the port on which the certificate authority looks for its proof; everything else there is sent on to HTTPS.',
    parse: wholeNumber(1, 65_535),
  },
  {
    name: 'TLS_CERT',
    key: 'tlsCert',
    default: '(empty); with LAN or DOMAIN in DATA_DIR/tls',
    derive: (before) => ownFile(before, 'crt'),
    description:
      'A file with a certificate of your own and its chain (PEM): server and media then speak HTTPS, and read it again when it changes.',
    parse: (text) => resolve(text),
  },
  {
    name: 'TLS_KEY',
    key: 'tlsKey',
    default: '(empty); with LAN or DOMAIN in DATA_DIR/tls',
    derive: (before) => ownFile(before, 'key'),
    description: 'The file with its private key (PEM).',
    parse: (text) => resolve(text),
  },
  {
    name: 'PUBLIC_URL',
    key: 'publicUrl',
    default: 'http://localhost:PORT; with LAN or DOMAIN the HTTPS address of this machine or name',
    derive: serverAddress,
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
    name: 'ACME_DIRECTORY_URL',
    key: 'acmeDirectoryUrl',
    default: 'https://acme-v02.api.letsencrypt.org/directory',
    description:
      "With DOMAIN: the certificate authority. To use one is to accept its terms; the default is Let's Encrypt.",
    parse: authorityAddress,
  },
  {
    name: 'ACME_EMAIL',
    key: 'acmeEmail',
    description: 'With DOMAIN: where the certificate authority writes to, if it has to.',
    parse: mailAddress,
  },
  {
    name: 'TRUSTED_PROXIES',
    key: 'trustedProxies',
    default: '',
    description:
      'The addresses or ranges (`127.0.0.1, 10.0.0.0/8`) of your own reverse proxies: only their `X-Forwarded-For` is believed.',
    parse: addressRanges,
  },
];

/** What is wrong between several of them, in one sentence. */
export function networkProblem(settings: NetworkSettings): string | undefined {
  const { lan, domain, port, mediaPort, httpPort, tlsCert, tlsKey, publicUrl, mediaPublicUrl } = settings;
  if (port === mediaPort) return `The settings PORT and MEDIA_PORT must differ, but both are ${port}.`;
  if (lan && domain) return 'Choose one of the settings LAN and DOMAIN (--lan and --domain).';
  if (domain && [port, mediaPort].includes(httpPort))
    return `The setting HTTP_PORT must differ from PORT and MEDIA_PORT, but it is ${httpPort} too.`;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    return 'The settings TLS_CERT and TLS_KEY go together, but only one of them is there.';
  const plain = [publicUrl, mediaPublicUrl].find((url) => url.startsWith('http:'));
  if (tlsCert && plain) return `With HTTPS people come to an address with https://, but ${plain} was set.`;
  return undefined;
}

/** The files that `npm start` fills: tools/https makes or gets what is in them. */
export function ownFile(
  { dataDir, lan, domain }: Pick<NetworkSettings, 'dataDir' | 'lan' | 'domain'>,
  ending: 'crt' | 'key',
): string | undefined {
  const name = lan ? 'lan' : domain;
  return name && join(dataDir, 'tls', `${name}.${ending}`);
}

/** The address of this machine in its network is the supervisor's to find: with LAN it hands it in as a setting. */
function serverAddress({ domain, port, tlsCert }: NetworkSettings): string {
  if (domain) return port === httpsPort ? `https://${domain}` : `https://${domain}:${port}`;
  return `${tlsCert ? 'https' : 'http'}://localhost:${port}`;
}

function mediaAddress({ publicUrl, mediaPort }: NetworkSettings): string {
  const url = new URL(publicUrl);
  url.port = String(mediaPort);
  return url.origin;
}
