import { randomUUID } from 'node:crypto';

export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(method: string, url: string, status: number, code: string) {
    super(`${method} ${url} was answered ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

const answerMsMax = 10_000;

/** What a person's browser does for them: it speaks to the public API and keeps the cookies. */
export class Browser {
  /** How this machine reaches the server. */
  readonly serverUrl: string;
  readonly origin: string;
  readonly #language: string;
  readonly #cookies: Map<string, string>;

  constructor(needs: { serverUrl: string; origin: string; language?: string; cookies?: Record<string, string> }) {
    this.serverUrl = needs.serverUrl;
    this.origin = needs.origin;
    this.#language = needs.language ?? 'en';
    this.#cookies = new Map(Object.entries(needs.cookies ?? {}));
  }

  get cookies(): Record<string, string> {
    return Object.fromEntries(this.#cookies);
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  get = <T>(url: string): Promise<T> => this.#call('GET', url);
  /** Every write carries an id of its own. */
  post = <T>(url: string, body: object = {}): Promise<T> => this.#call('POST', url, { id: randomUUID(), ...body });
  put = <T>(url: string, body: object): Promise<T> => this.#call('PUT', url, { id: randomUUID(), ...body });
  patch = <T>(url: string, body: object): Promise<T> => this.#call('PATCH', url, { id: randomUUID(), ...body });

  signIn(person: { email: string; password: string }): Promise<unknown> {
    return this.#call('POST', '/api/auth/sign-in/email', { email: person.email, password: person.password });
  }

  upload<T>(url: string, file: Buffer, type: string): Promise<T> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(file)], { type }), 'picture');
    return this.#call('POST', url, form);
  }

  async #call<T>(method: string, url: string, body?: object): Promise<T> {
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${this.serverUrl}${url}`, {
      method,
      headers: {
        ...{ origin: this.origin, cookie: this.cookieHeader, 'accept-language': this.#language },
        ...(json ? { 'content-type': 'application/json' } : {}),
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as FormData) }),
      signal: AbortSignal.timeout(answerMsMax),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    const answer = (await response.json().catch(() => ({}))) as T & { code?: string };
    if (!response.ok) throw new Refused(method, url, response.status, answer.code ?? '');
    return answer;
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || /max-age=0\b/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
