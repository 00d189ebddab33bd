import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTls, type TlsFiles, type TlsPair } from '../../platform/http/tls-files.ts';
import { certificateNeed } from './certificate-need.ts';
import { readHeld, writePair } from './certificate-store.ts';

export interface LanCertificateNeeds {
  readonly files: TlsFiles;
  /** What people may type, the address of the house first. */
  readonly names: readonly string[];
  /** What the authority is called on the phone that trusts it. */
  readonly machine: string;
  readonly now: number;
  readonly say: (line: string) => void;
}

/** Makes what is missing, is about to run out, or is for other names; says so when phones have to trust anew. */
export async function ensureLanCertificate(needs: LanCertificateNeeds): Promise<void> {
  const { files, names, machine, now, say } = needs;
  // Read late: only a start with --lan makes certificates.
  const { makeAuthority, makeLeaf, permits } = await import('./lan-authority.ts');
  const held = readHeld(authorityFiles(files));
  let authority = held && readTls(authorityFiles(files));
  if (!authority || certificateNeed(held, [], now) !== 'keep' || !permits(authority.cert, names)) {
    if (authority)
      say('Made a new certificate authority for the local network: phones that trusted the old one ask again.');
    authority = await makeAuthority(machine, names, now);
    writePair(authorityFiles(files), authority);
  } else if (isFrom(files, authority) && certificateNeed(readHeld(files), names, now) === 'keep') return;
  writePair(files, await makeLeaf(authority, names, now));
}

/** By which a person knows that the phone shows the authority of this machine and no other. */
export function authorityFingerprint(files: TlsFiles): string {
  return new X509Certificate(readFileSync(authorityFiles(files).cert)).fingerprint256;
}

function authorityFiles({ cert }: TlsFiles): TlsFiles {
  const file = (ending: string) => join(dirname(cert), `lan-authority.${ending}`);
  return { cert: file('crt'), key: file('key') };
}

function isFrom(files: TlsFiles, authority: TlsPair): boolean {
  try {
    return new X509Certificate(readTls(files).cert).verify(new X509Certificate(authority.cert).publicKey);
  } catch {
    return false;
  }
}
