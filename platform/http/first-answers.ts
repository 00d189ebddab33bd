import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';

/** By the address in the API: what it answers this visitor. What it refuses is not there. */
export type FirstAnswers = ReadonlyMap<string, unknown>;

/** A page does not wait longer for its first answers; whoever gets none asks for them itself. */
export const firstAnswersMsMax = 400;

/**
 * What a page will ask the API first, asked here in the visitor's name. It goes through the API's own routes, so nobody
 * gets more than by asking: the same rights, the same limits, the same words.
 */
export async function firstAnswers(
  app: App,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  addresses: readonly string[],
): Promise<FirstAnswers> {
  const headers = headersOf(request, reply);
  const asked = addresses.map(async (address) => {
    const answer = await app.inject({ method: 'GET', url: address, headers, remoteAddress: request.ip });
    if (answer.statusCode !== 200) return null;
    return { address, answer: answer.json<unknown>(), cookies: answer.headers['set-cookie'] };
  });
  const found = await within(firstAnswersMsMax, Promise.all(asked)).catch(() => null);
  const answers = new Map<string, unknown>();
  for (const one of found ?? []) {
    if (one === null) continue;
    answers.set(one.address, one.answer);
    // A session that goes on by being used says so with a cookie.
    if (one.cookies !== undefined) reply.header('set-cookie', one.cookies);
  }
  return answers;
}

/** As the browser's own request would be: with the cookie that it has only just been given, too. */
function headersOf({ headers }: FastifyRequest, reply: FastifyReply): Record<string, string> {
  const given = [reply.getHeader('set-cookie') ?? []].flat().map((line) => String(line).split(';')[0]!);
  const cookie = [headers.cookie ?? [], given].flat().join('; ');
  const passed = { 'accept-language': headers['accept-language'], 'x-forwarded-for': headers['x-forwarded-for'] };
  const known = Object.entries(passed).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return { ...Object.fromEntries(known), accept: 'application/json', ...(cookie === '' ? {} : { cookie }) };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
