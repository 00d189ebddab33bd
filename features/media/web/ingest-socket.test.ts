import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiRefusal, ApiUnreachable } from '../../../platform/ui/api.ts';
import { publishAddressMs } from '../address.ts';
import { closes, goodbyeText, type PublishAddress, renewText } from '../protocol.ts';
import { IngestSocket, renewEveryMs } from './ingest-socket.ts';

class FakeSocket {
  static readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  readonly url: string;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(url: string) {
    this.url = url;
    sockets.push(this);
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  close() {
    this.readyState = 3;
  }
}

let sockets: FakeSocket[] = [];
let asked = 0;
let answer: () => PublishAddress;
const handlers = { onOpen: vi.fn(), onReady: vi.fn(), onLost: vi.fn(), onRefused: vi.fn() };
// The studio's clock may be wrong by hours: the end of an address is the media process's to judge.
const nextAddress = () => ({ url: `ws://media.example/publish/room?token=t-${++asked}`, expiresAt: 1 });
const refusal = (status: number, code = 'not_allowed') => new ApiRefusal(code, '', {}, status);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  sockets = [];
  asked = 0;
  answer = nextAddress;
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function connected(): Promise<IngestSocket> {
  const ingest = new IngestSocket(async () => answer(), handlers);
  await vi.advanceTimersByTimeAsync(0);
  return ingest;
}
const failing = (error: Error) => () => {
  throw error;
};

test('[V25] several renewals in a row may fail before the address runs out', () => {
  expect(publishAddressMs).toBeGreaterThanOrEqual(5 * renewEveryMs);
});

test('[V25] the studio sends a fresh token again and again over the same line', async () => {
  const ingest = await connected();
  await vi.advanceTimersByTimeAsync(2 * renewEveryMs);
  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.sent).toEqual([renewText('t-2'), renewText('t-3')]);
  ingest.stop();
  await vi.advanceTimersByTimeAsync(2 * renewEveryMs);
  expect(asked).toBe(3);
});

test.each([
  ['is no host any more', refusal(403), []],
  ['finds no such room', refusal(404, 'room_unknown'), []],
  ['finds the show ended', refusal(409, 'room_ended'), [goodbyeText]],
])('[V25] a studio that %s stops at once and for good', async (_, error, lastWords) => {
  const ingest = await connected();
  answer = failing(error);
  await vi.advanceTimersByTimeAsync(renewEveryMs);
  expect(handlers.onRefused).toHaveBeenCalledExactlyOnceWith('publish_refused');
  expect(sockets[0]?.sent).toEqual(lastWords);
  expect(ingest.isOpen).toBe(false);
  await vi.advanceTimersByTimeAsync(10 * renewEveryMs);
  expect(sockets).toHaveLength(1);
});

test.each([
  ['is down', new ApiUnreachable(new Error('refused'))],
  ['has a fault', refusal(500, 'fault')],
  ['is behind a proxy that finds nothing', refusal(404, 'fault')],
  ['has had too much', refusal(429, 'too_many_requests')],
])(
  '[V25] a server that %s takes nobody off the air, and the line comes back with the last address',
  async (_, error) => {
    const ingest = await connected();
    answer = failing(error);
    await vi.advanceTimersByTimeAsync(4 * renewEveryMs);
    expect(ingest.isOpen).toBe(true);
    expect(sockets[0]?.sent).toEqual([]);
    sockets[0]?.onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets[1]?.url).toBe(sockets[0]?.url);
    answer = nextAddress;
    await vi.advanceTimersByTimeAsync(renewEveryMs);
    expect(sockets[1]?.sent).toEqual([renewText('t-2')]);
    expect(handlers.onRefused).not.toHaveBeenCalled();
    ingest.stop();
  },
);

test('[V25] a studio that comes back takes a fresh address, and none after a refusal', async () => {
  const ingest = await connected();
  sockets[0]?.onclose?.({ code: closes.address_expired });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sockets[1]?.url).toContain('t-2');
  answer = failing(refusal(403));
  sockets[1]?.onclose?.({ code: closes.address_expired });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(2);
  expect(handlers.onRefused).toHaveBeenCalledExactlyOnceWith('publish_refused');
  expect(ingest.isOpen).toBe(false);
});
