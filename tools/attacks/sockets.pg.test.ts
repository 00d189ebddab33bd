import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { startTestInstallation, type TestInstallation } from '../../apps/server/test-installation.ts';
import { closeCodes, commandBytesMax, type FromServer } from '../../platform/kit/socket-protocol.ts';
import { socketLimits } from '../../platform/socket/limits.ts';

let house: TestInstallation;
let vera: string;
/** Somebody who does nothing wrong, and must not notice anything. */
let witness: Heard;
/** Two who say nothing from the start on, one without a hello and one without a pong: it takes its time. */
let mute: Heard;
let deaf: Heard;

beforeAll(async () => {
  house = await startTestInstallation();
  const hana = await house.signIn('host');
  await house.call(hana, 'PATCH', `/api/rooms/${house.roomId}`, { id: randomUUID(), state: 'live' });
  vera = await house.named('Vera');
  witness = await join(await house.named('Wen'));
  mute = await open(vera);
  deaf = await join(vera);
  const receiver = (deaf.socket as unknown as { _receiver: { removeAllListeners(name: string): void } })._receiver;
  receiver.removeAllListeners('ping');
}, 180_000);
afterAll(async () => {
  witness.socket.terminate();
  await house.close();
});

interface Heard {
  readonly socket: WebSocket;
  readonly messages: FromServer[];
  readonly closed: Promise<number>;
}

async function open(cookie: string): Promise<Heard> {
  const socket = house.watch(cookie, house.roomId);
  const messages: FromServer[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as FromServer));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await Promise.race([once(socket, 'open'), closed]);
  return { socket, messages, closed };
}

async function join(cookie: string): Promise<Heard> {
  const heard = await open(cookie);
  heard.socket.send('{"kind":"hello","have":{}}');
  await until(() => heard.messages.some(({ kind }) => kind === 'welcome'));
  return heard;
}

async function until(holds: () => boolean, withinMs = 15_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function say(text: string, id: string = randomUUID()): string {
  return JSON.stringify({ kind: 'command', id, name: 'barrage.send', body: { text } });
}

async function answerTo(heard: Heard, message: string) {
  const { id } = JSON.parse(message) as { id: string };
  heard.socket.send(message);
  const find = () => heard.messages.find((one) => one.kind === 'reply' && one.id === id);
  await until(() => find() !== undefined);
  return find() as { ok: boolean; code?: string };
}

/** The witness talks and is answered, if only that it talks a lot: the room works. */
async function roomWorks(): Promise<void> {
  const { ok, code } = await answerTo(witness, say(`still here ${randomUUID().slice(0, 8)}`));
  expect(ok || code === 'talk_too_fast').toBe(true);
}

const { bad_message, message_too_large, too_many_messages, silent, too_many_connections } = closeCodes;

describe('[X4] one wrong message', () => {
  test.each<[string, number, string | Buffer, boolean]>([
    ['no JSON', bad_message, 'hello', true],
    ['broken JSON', bad_message, '{"kind":', true],
    ['nothing', bad_message, '', true],
    ['another kind', bad_message, '{"kind":"root"}', true],
    ['more than hello has', bad_message, '{"kind":"hello","have":{},"operator":true}', false],
    ['hello twice', bad_message, '{"kind":"hello","have":{}}', true],
    ['a command before hello', bad_message, say('early'), false],
    ['a command without an id', bad_message, '{"kind":"command","name":"barrage.send","body":{}}', true],
    ['another person’s stream', bad_message, '{"kind":"repair","stream":"person:hana","epoch":1,"number":0}', true],
    ['a position before the first', bad_message, '{"kind":"repair","stream":"room","epoch":1,"number":-1}', true],
    ['bytes instead of text', bad_message, Buffer.from([1, 2, 3]), true],
    ['one byte too many', message_too_large, `"${'x'.repeat(commandBytesMax)}"`, true],
    ['far too many', 1009, 'x'.repeat(commandBytesMax * 8 + 1), true],
    ['deep nesting', bad_message, `${'['.repeat(4_000)}${']'.repeat(4_000)}`, true],
  ])('%s is closed %d', async (_what, code, message, greeted) => {
    const heard = greeted ? await join(vera) : await open(vera);
    heard.socket.send(message, { binary: typeof message !== 'string' });
    expect(await heard.closed).toBe(code);
    await roomWorks();
  });

  test.each<[string, number, number[]]>([
    ['text that is no UTF-8', 1007, [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]],
    ['a frame without a mask', 1002, [0x81, 0x02, 0x7b, 0x7d]],
    ['reserved bits', 1002, [0xf1, 0x80, 0, 0, 0, 0]],
    ['an unknown opcode', 1002, [0x83, 0x80, 0, 0, 0, 0]],
    ['a ping that is too long', 1002, [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0]],
    ['an announced gigabyte', 1009, [0x81, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]],
    ['fragments without a beginning', 1002, [0x80, 0x80, 0, 0, 0, 0]],
  ])('%s is closed %d', async (_what, code, bytes) => {
    const heard = await join(vera);
    const raw = heard.socket as unknown as { _socket: { write(bytes: Buffer): void } };
    raw._socket.write(Buffer.from(bytes));
    expect(await heard.closed).toBe(code);
    await roomWorks();
  });

  test('who has no name cannot talk, and nobody can act beyond their rights', async () => {
    const guest = await join('');
    expect(await answerTo(guest, say('who am I'))).toMatchObject({ ok: false, code: 'name_needed' });
    const command = (name: string, body: object) => JSON.stringify({ kind: 'command', id: randomUUID(), name, body });
    const viewer = await join(vera);
    for (const name of ['rooms.end', 'room.publish', 'constructor', '__proto__', 'x'.repeat(40)])
      expect(await answerTo(viewer, command(name, {}))).toMatchObject({ ok: false, code: 'not_found' });
    for (const body of [{}, { text: 1 }, { text: 'x'.repeat(101) }, { text: 'a\u202eb' }, { text: 'a', badge: 'host' }])
      expect(await answerTo(viewer, command('barrage.send', body))).toMatchObject({ ok: false, code: 'bad_request' });
    const markup = '<script>alert(1)</script>';
    expect(await answerTo(viewer, say(markup))).toMatchObject({ ok: true });
    await until(() => witness.messages.some((one) => JSON.stringify(one).includes(markup)));
    for (const { socket } of [guest, viewer]) socket.terminate();
  });

  test('another origin, or none, and another room than there is, open no socket', async () => {
    const { WebSocket } = await import('ws');
    const target = `${house.url.replace('http', 'ws')}/socket?room=${house.roomId}`;
    for (const origin of [
      undefined,
      'null',
      'http://evil.example',
      `${house.origin}.evil.example`,
      `${house.origin}/`,
    ]) {
      const socket = new WebSocket(target, { ...(origin ? { origin } : {}), headers: { cookie: vera } });
      const [error] = await once(socket, 'error');
      expect(String(error), String(origin)).toMatch(/403/);
    }
    const nowhere = house.watch(vera, randomUUID());
    expect(await new Promise((resolve) => nowhere.once('close', resolve))).toBe(closeCodes.no_room);
  });
});

test('[X5] a thousand messages in a second end that socket, and the others hear the room as before', async () => {
  const flooder = await join(vera);
  const begun = Date.now();
  for (let count = 0; count < 1_000; count += 1) flooder.socket.send(say(`flood ${count}`));
  expect(await flooder.closed).toBe(too_many_messages);
  expect(Date.now() - begun).toBeLessThan(10_000);
  const replies = flooder.messages.filter((message) => message.kind === 'reply');
  expect(replies.filter(({ ok }) => ok).length).toBeLessThanOrEqual(socketLimits.messagesBurst + 20);
  expect(replies.some((reply) => !reply.ok && reply.code === 'rate_limited')).toBe(true);
  await roomWorks();
});

test('[X6] two hundred sockets of one address are served, and beyond the limit each is turned away by name', async () => {
  const cookies = await house.named('Viktor');
  const here = 200;
  const crowd = await Promise.all(Array.from({ length: here }, () => open(cookies)));
  await Promise.all(
    crowd.map(async (heard) => {
      heard.socket.send('{"kind":"hello","have":{}}');
      await until(() => heard.messages.some(({ kind }) => kind === 'welcome'), 30_000);
    }),
  );
  await roomWorks();
  const more = socketLimits.socketsPerAddressMax - here;
  const rest = await Promise.all(Array.from({ length: more + 5 }, () => open(cookies)));
  const codes = await Promise.all(
    rest.map(({ socket, closed }) =>
      Promise.race([
        closed,
        new Promise((resolve) => setTimeout(resolve, 3_000, 'open')),
        once(socket, 'never').then(() => 0),
      ]),
    ),
  );
  expect(codes.filter((code) => code === too_many_connections).length).toBeGreaterThanOrEqual(5);
  expect(codes.filter((code) => code === 'open').length).toBeGreaterThanOrEqual(more - 5);
  await roomWorks();
  for (const { socket } of [...crowd, ...rest]) socket.terminate();
  await Promise.all([...crowd, ...rest].map(({ closed }) => closed));
  const back = await join(cookies);
  back.socket.terminate();
}, 90_000);

describe('[X7] who says nothing', () => {
  test('an upgrade byte by byte is cut, and meanwhile others come in', async () => {
    const tcp = connect(house.settings.port, '127.0.0.1');
    let answer = '';
    tcp.on('data', (data) => {
      answer += String(data);
    });
    tcp.on('error', () => {});
    const over = new Promise<void>((resolve) => tcp.once('close', () => resolve()));
    const text = `GET /socket?room=${house.roomId} HTTP/1.1\r\nHost: localhost\r\nOrigin: ${house.origin}\r\nX-Slow: ${'x'.repeat(5_000)}`;
    let at = 0;
    const drip = setInterval(() => {
      if (at < text.length) tcp.write(text[at++] as string);
    }, 50);
    const begun = Date.now();
    const other = await join(vera);
    other.socket.terminate();
    await over;
    clearInterval(drip);
    expect(Date.now() - begun).toBeLessThan(30_000);
    expect(answer).toMatch(/^(HTTP\/1\.1 408|$)/);
  }, 180_000);

  test('a socket that never says hello, and one that answers no ping, are closed silent', async () => {
    expect(await mute.closed).toBe(silent);
    expect(await deaf.closed).toBe(silent);
  }, 180_000);
});
