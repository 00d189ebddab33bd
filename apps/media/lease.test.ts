import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishAddressMs, watchAddressMs } from '../../features/media/address.ts';
import { closes, type LiveStatus, renewText } from '../../features/media/protocol.ts';
import { startTestMedia, type TestMedia, TestStudio, testOrigin, until } from './test-media.ts';

let media: TestMedia;
const age = { ms: 0 };

beforeEach(async () => {
  age.ms = 0;
  media = await startTestMedia({ pingEveryMs: 50, pongWithinMs: 3_600_000 }, age);
});
afterEach(() => media.close());

const studio = () => new TestStudio(media.addresses.publish('room').url).open();
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';
const freshToken = (room = 'room') => tokenOf(media.addresses.publish(room).url);

const status = async () => (await (await fetch(media.addresses.watch('room').statusUrl)).json()) as LiveStatus;

/** The media process has read all that was sent before. */
async function heard(host: TestStudio): Promise<void> {
  const pong = new Promise((resolve) => host.socket.once('pong', resolve));
  host.socket.ping();
  await pong;
}

test('[V25] a studio that does not renew its address is off the air within minutes, and may come back with a new one', async () => {
  expect(publishAddressMs).toBeLessThanOrEqual(300_000);
  const host = await studio();
  age.ms = publishAddressMs;
  expect(await host.closed).toBe(closes.address_expired);
  await studio();
});

test('[V25] after the end no picture is taken, even before the clockwork has looked', async () => {
  await media.close();
  media = await startTestMedia({ pingEveryMs: 3_600_000 }, age);
  const host = await studio();
  age.ms = publishAddressMs;
  host.play(0, 0.1);
  expect(await host.closed).toBe(closes.address_expired);
});

test('[V25] a fresh token extends the right; one that has expired ends it', async () => {
  const host = await studio();
  const first = freshToken();
  for (let renewal = 0; renewal < 3; renewal++) {
    age.ms += publishAddressMs - 60_000;
    host.socket.send(renewText(freshToken()));
    await heard(host);
  }
  host.play(0, 0.5);
  await until(async () => (await status()).onAir);
  expect(host.socket.readyState).toBe(host.socket.OPEN);
  host.socket.send(renewText(first));
  expect(await host.closed).toBe(closes.address_expired);
});

test('[V25] an older token that is still good does not shorten the right', async () => {
  const older = freshToken();
  age.ms = 60_000;
  const host = await studio();
  host.socket.send(renewText(older));
  await heard(host);
  age.ms = publishAddressMs + 1_000;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(host.socket.readyState).toBe(host.socket.OPEN);
});

test.each<[string, () => string]>([
  ['for another room', () => freshToken('other')],
  ['for watching', () => tokenOf(media.addresses.watch('room').mp4Url)],
  ['that was altered', () => freshToken().replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['with a later end', () => `${(Date.now() + watchAddressMs).toString(36)}-${freshToken().split('-')[1]}`],
])('[V25] a token %s closes the studio for good', async (_, token) => {
  const host = await studio();
  host.socket.send(renewText(token()));
  expect(await host.closed).toBe(closes.publish_refused);
});

test.each(['{"kind":"renew"}', '{"kind":"renew","token":"A/.."}', '{"kind":"renew","token":"a-b" }'])(
  '[V25] %s is no message of a studio',
  async (text) => {
    const host = await studio();
    host.socket.send(text);
    expect(await host.closed).toBe(closes.unexpected_message);
  },
);

test('[V12] [V25] no token of a renewal reaches the log', async () => {
  const host = new TestStudio(media.addresses.publish('room').url, testOrigin);
  await host.open();
  const token = freshToken('other');
  host.socket.send(renewText(token));
  await host.closed;
  expect(media.logged.join('\n')).toContain('publish_refused');
  expect(media.logged.join('\n')).not.toContain(token.slice(-20));
});
