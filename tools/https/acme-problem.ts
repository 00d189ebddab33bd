/** A problem document of an authority (RFC 8555, 6.7), or of no answer at all. */
export interface AcmeProblem {
  /** The last word of `urn:ietf:params:acme:error:...`; `unreachable` when there was no answer. */
  readonly type: string;
  readonly detail: string;
  /** How long the authority asks not to be asked, when it says so. */
  readonly retryAfterMs?: number;
}

/** Thrown when there is no certificate: a sentence for a person, and whether another try can help. */
export class NoCertificate extends Error {
  readonly problem: AcmeProblem;
  readonly hopeless: boolean;

  constructor(problem: AcmeProblem, asked: Asked) {
    super(sentenceFor(problem, asked));
    this.problem = problem;
    this.hopeless = hopeless.has(problem.type);
  }
}

interface Asked {
  readonly domain: string;
  readonly authority: string;
  readonly httpPort: number;
}

/** What stays refused until a setting is changed. */
const hopeless = new Set([
  'externalAccountRequired',
  'invalidContact',
  'malformed',
  'rejectedIdentifier',
  'unsupportedContact',
  'unsupportedIdentifier',
  'userActionRequired',
]);

export function sentenceFor({ type, detail }: AcmeProblem, { domain, authority, httpPort }: Asked): string {
  const said = detail ? ` It says: ${detail.replace(/\s+/g, ' ').trim().replace(/\.?$/, '.')}` : '';
  const forwarded = httpPort === 80 ? 'port 80' : `port 80 (handed on to port ${httpPort} of this machine)`;
  switch (type) {
    case 'unreachable':
      return `The certificate authority ${authority} does not answer: ${detail || 'no connection'}.`;
    case 'dns':
      return `${authority} finds no address for ${domain}: make a DNS record for it that points to this machine.${said}`;
    case 'connection':
      return `${authority} cannot reach http://${domain}/: let ${forwarded} through firewall and router.${said}`;
    case 'unauthorized':
    case 'incorrectResponse':
      return `Something else than this machine answers at http://${domain}/: see where its DNS records point.${said}`;
    case 'rateLimited':
      return `${authority} has been asked too often about ${domain}, and wants to be left alone for a while.${said}`;
    case 'caa':
      return `The DNS of ${domain} forbids ${authority} to give certificates for it (a CAA record).${said}`;
    case 'externalAccountRequired':
      return `${authority} wants an account that was made there before, which is not offered here: choose another with ACME_DIRECTORY_URL.`;
    case 'invalidContact':
    case 'unsupportedContact':
      return `${authority} does not take the address of the setting ACME_EMAIL.${said}`;
    default:
      return `${authority} gives no certificate for ${domain} (${type}).${said}`;
  }
}
