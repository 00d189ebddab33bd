import { forgetFirstAnswers, takeFirstAnswer } from './first-answers.ts';

/** What the server refused: a stable code, and its sentence in the reader's language. */
export class ApiRefusal extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
  readonly status: number;

  constructor(code: string, text: string, details: ApiRefusal['details'], status: number) {
    super(text);
    this.name = 'ApiRefusal';
    this.code = code;
    this.details = details;
    this.status = status;
  }
}

/** No answer, or not the whole of it: the network is gone, or the server is. The same request may be sent again with the same id. */
export class ApiUnreachable extends Error {
  constructor(cause: unknown) {
    super('No answer.', { cause });
    this.name = 'ApiUnreachable';
  }
}

const answerMsMax = 20_000;

/**
 * The server's HTTP API. A write carries the client-made id in its body, so that a caller who got no answer sends the
 * very same body again (`newId()` once per wish, not once per try).
 */
export const api = {
  get: <T>(path: string) => request<T>('GET', path),
  post: <T>(path: string, body: unknown) => request<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, body),
  delete: <T>(path: string, body?: unknown) => request<T>('DELETE', path, body),
};

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  if (method !== 'GET') forgetFirstAnswers();
  const first = takeFirstAnswer<T>(path);
  if (first !== undefined) return first;
  const { response, text } = await send(method, path, body);
  const answer = parse(text);
  if (response.ok) {
    if (answer === undefined && text !== '') throw new ApiUnreachable('not JSON');
    return answer as T;
  }
  const refused = (answer ?? {}) as { code?: string; text?: string; details?: ApiRefusal['details'] };
  throw new ApiRefusal(refused.code ?? 'fault', refused.text ?? '', refused.details ?? {}, response.status);
}

async function send(method: string, path: string, body: unknown): Promise<{ response: Response; text: string }> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
  };
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(answerMsMax),
      body: body === undefined ? undefined : body instanceof FormData ? body : JSON.stringify(body),
    });
    return { response, text: await response.text() };
  } catch (error) {
    throw new ApiUnreachable(error);
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
