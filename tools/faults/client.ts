import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

const againMs = 150;
const answerMsMax = 30_000;

/** Somebody with cookies and an address of their own, outside of the server. */
export class Client {
  readonly url: string;
  readonly address: string;
  accountId = '';
  /** Answers that were none: what a person would have tried again. */
  readonly turnedAway: Answer[] = [];
  cutOff = 0;
  private readonly cookies = new Map<string, string>();

  constructor(url: string, address: string) {
    this.url = url;
    this.address = address;
  }

  get headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { origin: this.url, cookie, 'x-forwarded-for': this.address, 'accept-language': 'en' };
  }

  /** Throws when the connection breaks before the answer. */
  async ask(method: string, path: string, body?: object, more: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { ...this.headers, ...(body ? { 'content-type': 'application/json' } : {}), ...more },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(answerMsMax),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text || '{}'), headers: response.headers };
  }

  /** The same again, with the same id, until there is an answer that is one; null when `patienceMs` were not enough. */
  async insist(method: string, path: string, body?: object, patienceMs = 60_000): Promise<Answer | null> {
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(againMs)) {
      try {
        const answer = await this.ask(method, path, body);
        if (answer.status < 500 && answer.status !== 429) return answer;
        this.turnedAway.push(answer);
      } catch {
        this.cutOff += 1;
      }
    }
    return null;
  }

  /** For what must go well. */
  async must<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.insist(method, path, body);
    if (answer?.status !== 200) throw new Error(`${method} ${path}: ${answer?.status} ${JSON.stringify(answer?.body)}`);
    return answer.body as T;
  }

  async signUp(name: string): Promise<void> {
    const [email, password] = [`${randomUUID()}@livestall.example`, randomUUID()];
    await this.must('POST', '/api/auth/sign-up/email', { name, email, password });
    this.accountId = (await this.must<{ accountId: string }>('GET', '/api/me')).accountId;
  }

  async takeName(name: string): Promise<void> {
    await this.must('GET', '/api/me');
    const me = await this.must<{ accountId: string }>('POST', '/api/me/name', { id: randomUUID(), name });
    this.accountId = me.accountId;
  }
}
