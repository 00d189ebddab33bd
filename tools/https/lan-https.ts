import { hostname } from 'node:os';
import type { Settings } from '../../apps/settings.ts';
import type { TlsFiles } from '../../platform/http/tls-files.ts';
import type { HouseHttps } from './house-https.ts';
import { authorityFingerprint, ensureLanCertificate } from './lan-certificate.ts';
import { lanLines } from './lan-lines.ts';
import { isEveryAddress, lanAddress, lanNames } from './network.ts';

interface Needs {
  readonly settings: Settings;
  readonly files: TlsFiles;
  /** Whether the certificate is made here; the owner may have given one. */
  readonly made: boolean;
  readonly say: (line: string) => void;
  /** Where this machine is in its network now. */
  readonly addressNow?: () => Promise<string | undefined>;
  readonly everyMs?: number;
}

const lookMs = 30_000;

/** HTTPS in the local network: a certificate from an authority on this machine, and the way for a phone. */
export function openLanHttps({ settings, files, made, say, addressNow = lanAddress, everyMs }: Needs): HouseHttps {
  const { host, port, mediaPort } = settings;
  let { publicUrl, mediaPublicUrl } = settings;
  let timer: NodeJS.Timeout | undefined;
  const ensure = async () => {
    const names = lanNames(new URL(publicUrl).hostname.replace(/^\[|\]$/g, ''));
    if (made) await ensureLanCertificate({ files, names, machine: hostname(), now: Date.now(), say });
  };
  const lines = () =>
    lanLines({ publicUrl, coloured: hasColours(), fingerprint: made ? authorityFingerprint(files) : undefined });
  /** A laptop that is carried to another network gets another address there. */
  const follow = async (change: (settings: Partial<Settings>) => void) => {
    const address = await addressNow();
    const own = new URL(publicUrl);
    const moved = isEveryAddress(host) && isOurs(own.hostname) && address !== undefined && address !== own.hostname;
    if (!moved) return ensure();
    if (new URL(mediaPublicUrl).hostname === own.hostname) mediaPublicUrl = `https://${address}:${mediaPort}`;
    publicUrl = `https://${address}:${port}`;
    await ensure();
    say(`This machine is at ${address} now; server and media start again for it.`);
    change({ publicUrl, mediaPublicUrl });
    for (const line of lines()) say(line);
  };
  return {
    ports: [],
    prepare: ensure,
    watch: (change) => {
      timer = setInterval(() => {
        follow(change).catch((error: Error) => say(`The certificate could not be made anew: ${error.message}`));
      }, everyMs ?? lookMs).unref();
    },
    lines,
    close: async () => clearInterval(timer),
  };
}

/** An address was found by us; a name was chosen by the owner, who keeps it where it points. */
function isOurs(host: string): boolean {
  return /^[\d.]+$/.test(host);
}

function hasColours(): boolean {
  return process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY && !process.env.NO_COLOR;
}
