import { ApiRefusal, ApiUnreachable } from './api.ts';

/** Sends one file and says how far it is: `fetch` cannot tell the progress of what it sends. */
export function upload<T>(path: string, file: Blob, name: string, onProgress: (share: number) => void): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append('file', file, name);
  request.open('POST', path);
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('accept-language', document.documentElement.lang);
  request.upload.onprogress = (event) => {
    if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
  };
  request.onerror = () => reject(new ApiUnreachable('upload'));
  request.onload = () => {
    const answer = parse(request.responseText);
    if (request.status >= 200 && request.status < 300) resolve(answer as T);
    else reject(refusalOf(answer, request.status));
  };
  request.send(form);
  return promise;
}

function refusalOf(answer: unknown, status: number): ApiRefusal {
  const said = (answer ?? {}) as { code?: string; text?: string; details?: ApiRefusal['details'] };
  return new ApiRefusal(said.code ?? 'fault', said.text ?? '', said.details ?? {}, status);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
