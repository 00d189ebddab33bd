import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SecureContextOptions, Server } from 'node:tls';

/** Where a certificate with its chain, and its private key, are: PEM, named by the settings TLS_CERT and TLS_KEY. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

interface Log {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** How soon a renewed certificate is shown to new connections. */
export const tlsReadMs = 5_000;
/** Older versions have known weaknesses, and every browser that can play our video speaks newer ones. */
const oldestVersion = 'TLSv1.2';

/** Reads both files; throws one sentence when they cannot be used together. */
export function readTls(files: TlsFiles): TlsPair {
  const pair = { cert: read(files.cert), key: read(files.key) };
  let fits = false;
  try {
    fits = new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key));
  } catch (error) {
    throw new Error(`${files.cert} and ${files.key} are not a certificate and its key: ${(error as Error).message}`);
  }
  if (!fits) throw new Error(`The key ${files.key} does not belong to the certificate ${files.cert}.`);
  return pair;
}

export function tlsOptions(pair: TlsPair): SecureContextOptions {
  return { ...pair, minVersion: oldestVersion };
}

/**
 * Shows a changed certificate to new connections; those that are open go on undisturbed. Files are compared by content:
 * a link that is turned, as some tools do, leaves no trace in their times. A half-written pair is left for the next look.
 */
export function followTls(server: Server, files: TlsFiles, shown: TlsPair, log: Log, everyMs = tlsReadMs): () => void {
  let current = shown;
  let complaint = '';
  const look = () => {
    try {
      const pair = readTls(files);
      complaint = '';
      if (pair.cert === current.cert && pair.key === current.key) return;
      server.setSecureContext(tlsOptions(pair));
      current = pair;
      log.info({ validTo: new X509Certificate(pair.cert).validTo }, 'a new certificate is shown');
    } catch (error) {
      const { message } = error as Error;
      if (message !== complaint) log.error({ problem: message }, 'the certificate cannot be read; the old one stays');
      complaint = message;
    }
  };
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
}
