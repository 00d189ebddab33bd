import { randomBytes, webcrypto } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { TlsPair } from '../../platform/http/tls-files.ts';
import { isAddress } from './machine-names.ts';

const dayMs = 86_400_000;
const authorityDays = 3_650;
/** Browsers refuse a server's certificate that is good for more than 398 days. */
const leafDays = 390;
/** The clock of a phone may be behind. */
const headStartMs = dayMs;
const nameConstraints = '2.5.29.30';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Networks that nobody reaches from outside, and ourselves. */
const localNetworks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
];
const localNetworks6 = ['::1/128', 'fc00::/7', 'fe80::/10'];

/**
 * An authority of this machine's own. A phone that trusts it trusts it for local addresses and these names only: whoever
 * stole its key could not pass for a bank.
 */
export async function makeAuthority(machine: string, names: readonly string[], now: number): Promise<TlsPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [`Livestall on ${machine}`] }],
    notBefore: new Date(now - headStartMs),
    notAfter: new Date(now + authorityDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(nameConstraints, true, AsnConvert.serialize(constraintsFor(names))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: `${certificate.toString('pem')}\n`, key: await keyToPem(keys.privateKey) };
}

/** The certificate that server and media show, with the authority's behind it. */
export async function makeLeaf(authority: TlsPair, names: readonly string[], now: number): Promise<TlsPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const issuer = new X509Certificate(authority.cert);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [names[0] ?? 'localhost'] }],
    issuer: issuer.subject,
    notBefore: new Date(now - headStartMs),
    notAfter: new Date(Math.min(now - headStartMs + leafDays * dayMs, issuer.notAfter.getTime())),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await keyFromPem(authority.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await AuthorityKeyIdentifierExtension.create(issuer),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const cert = `${certificate.toString('pem')}\n${authority.cert}`;
  return { cert, key: await keyToPem(keys.privateKey) };
}

/** Whether a phone would take a certificate for these names from this authority. */
export function permits(authorityCert: string, names: readonly string[]): boolean {
  const extension = new X509Certificate(authorityCert).getExtension(nameConstraints);
  if (!extension) return false;
  const subtrees = [...(AsnConvert.parse(extension.value, NameConstraints).permittedSubtrees ?? [])];
  const domains = subtrees.flatMap(({ base }) => base.dNSName ?? []);
  const networks = new BlockList();
  for (const { base } of subtrees) addNetwork(networks, base.iPAddress);
  return names.every((name) => {
    const family = isIP(name);
    if (family !== 0) return networks.check(name, family === 6 ? 'ipv6' : 'ipv4');
    return domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
  });
}

function constraintsFor(names: readonly string[]): NameConstraints {
  // An address that is no local one is a subtree of its own: some offices and schools have public ones.
  const own = names.filter((name) => isIP(name) === 4).map((name) => `${name}/32`);
  const domains = ['local', ...names.filter((name) => !isAddress(name) && !name.endsWith('.local'))];
  const bases = [
    ...[...localNetworks, ...own, ...localNetworks6].map((iPAddress) => new GeneralName({ iPAddress })),
    ...domains.map((dNSName) => new GeneralName({ dNSName })),
  ];
  const subtrees = bases.map((base) => new GeneralSubtree({ base }));
  return new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) });
}

function addNetwork(list: BlockList, text: string | undefined): void {
  const [address = '', bits] = text?.split('/') ?? [];
  const family = isIP(address);
  if (family !== 0 && bits) list.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
}

/** Positive, as the standard wants it. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.toString('hex');
}

async function keyToPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function keyFromPem(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), algorithm, false, ['sign']);
}
