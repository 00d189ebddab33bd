import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readTls, type TlsFiles, type TlsPair } from '../../platform/http/tls-files.ts';
import type { HeldCertificate } from './certificate-need.ts';
import { isAddress } from './machine-names.ts';

/** What is held in these files; nothing when they are absent, cut short, or do not belong together. */
export function readHeld(files: TlsFiles): HeldCertificate | undefined {
  try {
    const certificate = new X509Certificate(readTls(files).cert);
    return {
      covers: (name) =>
        (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name, { subject: 'never' })) !== undefined,
      from: Date.parse(certificate.validFrom),
      to: Date.parse(certificate.validTo),
    };
  } catch {
    return undefined;
  }
}

/** The key first: who reads between the two finds a pair that does not fit, and looks again. */
export function writePair(files: TlsFiles, pair: TlsPair): void {
  writePrivate(files.key, pair.key);
  writePrivate(files.cert, pair.cert);
}

export async function readOrMake(file: string, make: () => Promise<string>): Promise<string> {
  if (!existsSync(file)) writePrivate(file, await make());
  return readFileSync(file, 'utf8');
}

/** Whole or not at all, and for this user only. */
function writePrivate(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
