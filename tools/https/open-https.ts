import { join } from 'node:path';
import { type Settings, tlsFilesOf } from '../../apps/settings.ts';
import { readTls } from '../../platform/http/tls-files.ts';
import { Problem } from '../problem.ts';
import { openDomainHttps } from './domain-https.ts';
import type { HouseHttps } from './house-https.ts';
import { openLanHttps } from './lan-https.ts';

/** Where the certificate comes from: the authority on this machine, one on the internet, or the owner's own files. */
export function openHttps(settings: Settings, say: (line: string) => void): HouseHttps {
  const files = tlsFilesOf(settings);
  if (!files) return { ...nothing, prepare: async () => {} };
  const made = files.cert.startsWith(join(settings.dataDir, 'tls/'));
  if (settings.lan) return openLanHttps({ settings, files, made, say });
  if (made && settings.domain) return openDomainHttps({ settings, domain: settings.domain, files, say });
  return {
    ...nothing,
    prepare: async () => {
      try {
        readTls(files);
      } catch (error) {
        throw new Problem((error as Error).message);
      }
    },
  };
}

const nothing = { ports: [], watch: () => {}, lines: () => [], close: async () => {} };
