import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

/** Signs requests for certificates, after looking at them as an authority does. */
export class TestAuthority {
  readonly certificate: string;
  readonly #root: X509Certificate;
  readonly #key: webcrypto.CryptoKey;
  readonly #days: number;
  /** Moves the time at which certificates are made. */
  now = Date.now;

  static async create(days: number): Promise<TestAuthority> {
    const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const root = await X509CertificateGenerator.createSelfSigned({
      serialNumber: '01',
      name: 'CN=Test authority',
      notBefore: new Date(Date.now() - dayMs),
      notAfter: new Date(Date.now() + 3_650 * dayMs),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    });
    return new TestAuthority(root, keys.privateKey, days);
  }

  private constructor(root: X509Certificate, key: webcrypto.CryptoKey, days: number) {
    this.#root = root;
    this.#key = key;
    this.#days = days;
    this.certificate = root.toString('pem');
  }

  /** The certificate for these names, and no others, with ours behind it. */
  async sign(request: Buffer, names: readonly string[]): Promise<string> {
    const asked = new Pkcs10CertificateRequest(request);
    if (!(await asked.verify())) throw new Error('The request is not signed by its own key.');
    const extension = asked.extensions.find((one) => one instanceof SubjectAlternativeNameExtension);
    const wanted = extension?.names.items.map(({ value }) => value) ?? [];
    if (wanted.join() !== names.join()) throw new Error(`The request names ${wanted.join()} and not ${names.join()}.`);
    const now = this.now();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: `40${randomBytes(8).toString('hex')}`,
      issuer: this.#root.subject,
      notBefore: new Date(now - 60_000),
      notAfter: new Date(now + this.#days * dayMs),
      signingAlgorithm: algorithm,
      publicKey: asked.publicKey,
      signingKey: this.#key,
      extensions: [
        new BasicConstraintsExtension(false),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        // Critical, since there is no subject beside it: browsers insist.
        new SubjectAlternativeNameExtension(
          names.map((value) => ({ type: 'dns' as const, value })),
          true,
        ),
      ],
    });
    return `${certificate.toString('pem')}\n${this.certificate}\n`;
  }
}
