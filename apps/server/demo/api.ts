import { randomUUID } from 'node:crypto';
import type { App } from '../../../platform/http/app.ts';

/** The public API, spoken from inside: same routes, same checks, same cookies. */
export interface Api {
  get<T>(url: string): Promise<T>;
  post<T>(url: string, body: object): Promise<T>;
  put<T>(url: string, body: object): Promise<T>;
  patch<T>(url: string, body: object): Promise<T>;
  upload<T>(url: string, file: Buffer): Promise<T>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

export async function signInApi(
  app: App,
  publicUrl: string,
  person: { email: string; password: string },
): Promise<Api> {
  const origin = new URL(publicUrl).origin;
  const { email, password } = person;
  const answer = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { origin },
    payload: { email, password },
  });
  if (answer.statusCode !== 200)
    throw new Error(`The demo's ${email} could not sign in: ${answer.statusCode} ${answer.body}`);
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

  async function call<T>(
    method: Method,
    url: string,
    payload?: object | Buffer,
    type = 'application/json',
  ): Promise<T> {
    const headers = { origin, cookie, ...(payload ? { 'content-type': type } : {}) };
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    if (response.statusCode !== 200)
      throw new Error(`${method} ${url} was answered ${response.statusCode} ${response.body}`);
    return response.json() as T;
  }

  return {
    get: (url) => call('GET', url),
    post: (url, body) => call('POST', url, body),
    put: (url, body) => call('PUT', url, body),
    patch: (url, body) => call('PATCH', url, body),
    upload(url, file) {
      const boundary = randomUUID();
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="picture.webp"\r\nContent-Type: image/webp\r\n\r\n`;
      return call(
        'POST',
        url,
        Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
        `multipart/form-data; boundary=${boundary}`,
      );
    },
  };
}
