import type { Settings } from '../../apps/settings.ts';

/** What HTTPS adds to the life of a house. */
export interface HouseHttps {
  /** Ports that are needed beside those of server and media. */
  readonly ports: readonly { readonly setting: string; readonly port: number }[];
  /** Before server and media start: the certificate is in its files. */
  readonly prepare: (ended: AbortSignal) => Promise<void>;
  /** Once everything runs: renews, and tells what has changed. */
  readonly watch: (change: (settings: Partial<Settings>) => void) => void;
  /** What to say after "where to go". */
  readonly lines: () => string[];
  readonly close: () => Promise<void>;
}
