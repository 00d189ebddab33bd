import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeCodes, type FromServer, type FromViewer, type TalkLine } from '../kit/socket-protocol.ts';
import { backoffMs, comesBack } from './reconnect.ts';
import { RoomConnection } from './room-connection.ts';
import { linesKept, withLines } from './talk-lines.ts';

const roomId = '6c0e3a52-0000-4000-8000-000000000001';
const count = { initial: 0, apply: (state: number) => state + 1 };
const folds = { room: count, staff: count, person: count };
const line = (id: string, at: number): TalkLine => ({
  id,
  number: at,
  at,
  name: 'Vera',
  badge: null,
  text: id,
  saved: true,
});

let sockets: FakeSocket[] = [];
let heardByWindow = new Map<string, () => void>();

class FakeSocket {
  static readonly OPEN = 1;
  readyState = 1;
  sent: FromViewer[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    sockets.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  closed = false;
  close() {
    this.closed = true;
  }
  say(message: FromServer) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  open() {
    this.onopen?.();
    this.say({ kind: 'welcome', now: 1000, streams: ['room'], accountId: null, name: null });
    this.say({ kind: 'snapshot', stream: 'room', epoch: 1, number: 5, now: 1000, state: 40 });
  }
  end(code: number) {
    this.onclose?.({ code });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  heardByWindow = new Map();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('window', {
    ...new EventTarget(),
    addEventListener: (name: string, listener: () => void) => heardByWindow.set(name, listener),
    removeEventListener() {},
    location: { protocol: 'http:', host: 'x' },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function started(): RoomConnection {
  const connection = new RoomConnection({ roomId, folds });
  connection.start();
  sockets[0]!.open();
  return connection;
}
const last = () => sockets.at(-1)!;

describe("a room's socket in the browser", () => {
  it('says its place when it comes back, and takes only what is new', () => {
    const connection = started();
    const heard: number[] = [];
    connection.onFact((_stream, fact) => heard.push(fact.number));
    last().end(1006);
    expect(connection.snapshot().status).toBe('lost');
    vi.advanceTimersByTime(20_000);
    last().open();
    expect(sockets[1]!.sent[0]).toMatchObject({ kind: 'hello', have: { room: { epoch: 1, number: 5 } } });
    const fact = (number: number) => ({ kind: 'a', body: {}, number, at: 1 });
    last().say({ kind: 'frame', now: 1, facts: [{ stream: 'room', epoch: 1, facts: [fact(5), fact(6)] }] });
    expect(heard).toEqual([6]);
    expect(connection.snapshot()).toMatchObject({ status: 'open', streams: { room: 41 } });
  });

  it('sends a command again under its id until it is answered, and never after', async () => {
    const connection = started();
    const said = connection.command('barrage.send', { text: 'hi' });
    const first = last().sent.at(-1)!;
    last().end(closeCodes.restarting);
    vi.advanceTimersByTime(20_000);
    last().open();
    expect(last().sent.at(-1)).toEqual(first);
    last().say({ kind: 'reply', id: (first as { id: string }).id, ok: true, body: 'heard' });
    await expect(said).resolves.toBe('heard');
    last().end(1006);
    vi.advanceTimersByTime(20_000);
    last().open();
    expect(last().sent.map((message) => message.kind)).toEqual(['hello']);
  });

  it('asks for a gap instead of folding over it', () => {
    const connection = started();
    last().say({
      kind: 'frame',
      now: 1,
      facts: [{ stream: 'room', epoch: 1, facts: [{ kind: 'a', body: {}, number: 8, at: 1 }] }],
    });
    expect(last().sent.at(-1)).toEqual({ kind: 'repair', stream: 'room', epoch: 1, number: 5 });
    expect(connection.snapshot().streams.room).toBe(40);
  });

  it('has one socket at a time, also when the network goes while it waits to come back', () => {
    started();
    last().end(1006);
    heardByWindow.get('offline')!();
    heardByWindow.get('offline')!();
    vi.advanceTimersByTime(20_000);
    expect(sockets).toHaveLength(2);
    heardByWindow.get('online')!();
    vi.advanceTimersByTime(20_000);
    expect(sockets.slice(1).filter((socket) => !socket.closed)).toEqual([last()]);
  });

  it('stays away when the close code says so', () => {
    const connection = started();
    last().end(closeCodes.session_ended);
    vi.advanceTimersByTime(120_000);
    expect(sockets).toHaveLength(1);
    expect(connection.snapshot()).toMatchObject({ status: 'closed', closeCode: closeCodes.session_ended });
  });

  it('rejects what the room refuses, with the code', async () => {
    const connection = started();
    const said = connection.command('barrage.send', { text: 'hi' });
    const { id } = last().sent.at(-1) as { id: string };
    last().say({ kind: 'reply', id, ok: false, code: 'talk_too_fast', details: { seconds: 3 } });
    await expect(said).rejects.toMatchObject({ code: 'talk_too_fast', details: { seconds: 3 } });
  });
});

describe('coming back', () => {
  it('follows the close codes: 4500 to 4999 mean no', () => {
    for (const code of Object.values(closeCodes)) expect(comesBack(code)).toBe(code < 4500);
    expect(comesBack(1006)).toBe(true);
  });

  it('waits longer with each failure, spread by chance, within ten seconds', () => {
    expect(backoffMs(1006, 0, 1)).toBeLessThan(backoffMs(1006, 3, 1));
    expect(backoffMs(1006, 3, 0)).toBeLessThan(backoffMs(1006, 3, 1));
    expect(backoffMs(1006, 99, 1)).toBe(10_000);
    expect(backoffMs(closeCodes.session_changed, 9, 1)).toBe(0);
  });
});

describe('lines of talk', () => {
  it('are held once each, in order, and only the newest', () => {
    const many = Array.from({ length: linesKept + 5 }, (_, index) => line(`l${index}`, index));
    const held = withLines(withLines([], many), [{ ...line('l100', 100), text: 'again' }]);
    expect(held).toHaveLength(linesKept);
    expect(held[0]!.id).toBe('l5');
    expect(held.filter(({ id }) => id === 'l100').map(({ text }) => text)).toEqual(['again']);
  });
});
