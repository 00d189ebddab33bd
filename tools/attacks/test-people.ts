import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { WebSocket } from 'ws';
import type { Answer, TestInstallation } from '../../apps/server/test-installation.ts';
import type { FromServer, Reply } from '../../platform/kit/socket-protocol.ts';

/** For tests from outside: one socket, all that it heard, and the code that it was closed with. */
export interface Heard {
  readonly socket: WebSocket;
  readonly messages: FromServer[];
  readonly closed: Promise<number>;
}

export async function open(house: TestInstallation, cookie: string, roomId: string): Promise<Heard> {
  const socket = house.watch(cookie, roomId);
  const messages: FromServer[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as FromServer));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await Promise.race([once(socket, 'open'), closed]);
  return { socket, messages, closed };
}

export async function join(house: TestInstallation, cookie: string, roomId: string): Promise<Heard> {
  const heard = await open(house, cookie, roomId);
  heard.socket.send('{"kind":"hello","have":{}}');
  await until('a welcome', () => heard.messages.some(({ kind }) => kind === 'welcome'));
  return heard;
}

export async function command(heard: Heard, name: string, body: object, id: string = randomUUID()): Promise<Reply> {
  heard.socket.send(JSON.stringify({ kind: 'command', id, name, body }));
  return replyTo(heard, id);
}

export async function replyTo({ messages }: Pick<Heard, 'messages'>, id: string): Promise<Reply> {
  const find = () => messages.findLast((one): one is Reply => one.kind === 'reply' && one.id === id);
  await until(`an answer to ${id}`, () => find() !== undefined);
  return find()!;
}

/** The code of a refusal, or `done`. */
export function codeOf(reply: Reply): string {
  return reply.ok ? 'done' : reply.code;
}

export async function until(what: string, holds: () => boolean, withinMs = 15_000): Promise<void> {
  for (const end = Date.now() + withinMs; !holds(); ) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A request that must succeed. */
export async function did(
  house: TestInstallation,
  cookie: string,
  method: string,
  url: string,
  body: object,
): Promise<Answer> {
  const answer = await house.call(cookie, method, url, body);
  if (answer.status !== 200) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

export function cookiesOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

export async function openRoom(
  house: TestInstallation,
  cookie: string,
  shopId: string,
  audience = 'everyone',
): Promise<string> {
  const id = randomUUID();
  await did(house, cookie, 'POST', '/api/rooms', { id, shopId, title: 'A show', audience });
  await did(house, cookie, 'POST', `/api/rooms/${id}/live`, { id: randomUUID() });
  return id;
}
