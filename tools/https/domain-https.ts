import { join } from 'node:path';
import type { Settings } from '../../apps/settings.ts';
import type { TlsFiles } from '../../platform/http/tls-files.ts';
import { readOrMake } from './certificate-store.ts';
import { type ChallengeServer, openChallengeServer } from './challenge-server.ts';
import { DomainCertificate } from './domain-certificate.ts';
import type { HouseHttps } from './house-https.ts';

interface Needs {
  readonly settings: Settings;
  readonly domain: string;
  readonly files: TlsFiles;
  readonly say: (line: string) => void;
}

/** HTTPS under a name of the internet: the plain port beside it proves that the name is ours. */
export function openDomainHttps({ settings, domain, files, say }: Needs): HouseHttps {
  const { host, httpPort, publicUrl, dataDir, acmeDirectoryUrl: directoryUrl, acmeEmail: email } = settings;
  const closing = new AbortController();
  let plain: ChallengeServer | undefined;
  let kept: Promise<void> | undefined;
  const order = async (ended: AbortSignal) => {
    // Read late: it knows much, and most starts have nothing to ask.
    const { makeAccountKey, orderCertificate } = await import('./acme-order.ts');
    const accountKey = await readOrMake(join(dataDir, 'tls/acme-account.key'), makeAccountKey);
    const answer: ChallengeServer['answer'] = (...proof) => plain?.answer(...proof) ?? (() => {});
    return orderCertificate({ directoryUrl, email, domain, httpPort, accountKey, answer, ended, say });
  };
  const certificate = new DomainCertificate({ domain, files, order, say, now: Date.now });
  return {
    ports: [{ setting: 'HTTP_PORT', port: httpPort }],
    prepare: async (ended) => {
      plain = await openChallengeServer(host, httpPort, publicUrl);
      await certificate.untilHeld(ended);
    },
    watch: () => {
      kept = certificate.keep(closing.signal);
    },
    lines: () => [],
    close: async () => {
      closing.abort();
      await kept;
      await plain?.close();
    },
  };
}
