import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { busContract } from '../../platform/bus/bus-contract.ts';
import type { BusLimits } from '../../platform/bus/limits.ts';
import { readNatsAddress } from '../../platform/bus/nats-address.ts';
import { type BusLoss, createNatsBus, type NatsBus } from '../../platform/bus/nats-bus.ts';
import { findOrUnpack } from '../debian-program.ts';
import { freePort } from '../ports.ts';
import { type NatsServer, startNatsServer } from './nats-server.ts';

const program = findOrUnpack('nats-server', (line) => console.log(line));
if (!program) console.log('Skipped: there is no nats-server here, and none could be had from Debian.');

const limits: Partial<BusLimits> = { reconnectMs: 50, pingEveryMs: 200 };
const soon = { timeout: 8_000, interval: 10 };
let open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
});

function bus(url: string, more: Partial<BusLimits> = {}) {
  const lost: BusLoss[] = [];
  const logged: string[] = [];
  const note = (context: object, text: string) => void logged.push(`${JSON.stringify(context)} ${text}`);
  const made = createNatsBus({
    address: readNatsAddress(url)!,
    log: { info: note, error: note },
    meter: { sent: () => {}, heard: () => {}, lost: (why) => lost.push(why) },
    limits: { ...limits, ...more },
  });
  open.push(made);
  return Object.assign(made as NatsBus, { lost, logged });
}

async function server(options?: { port?: number; args?: string[] }): Promise<NatsServer> {
  const started = await startNatsServer(program!, options);
  open.push({ close: started.stop });
  return started;
}

describe.skipIf(!program)('the bus over NATS', () => {
  busContract(async () => {
    const nats = await startNatsServer(program!);
    return {
      async open() {
        const made = createNatsBus({
          ...{ address: readNatsAddress(nats.url)!, limits },
          log: { info: () => {}, error: () => {} },
        });
        await made.firstConnected;
        return made;
      },
      cut: nats.kill,
      heal: nats.restart,
      close: nats.stop,
    };
  });
});

describe.skipIf(!program)('a server of NATS that is not there, silent or strict', () => {
  test('[U6] it starts without a server, hears itself, says that it is not connected, and finds the server when it comes', async () => {
    const port = await freePort();
    const here = bus(`nats://127.0.0.1:${port}`);
    const heard: unknown[] = [];
    here.subscribe('talk', (payload) => heard.push(payload));
    here.publish('talk', 1);
    await vi.waitFor(() => expect(heard).toEqual([1]), soon);
    expect(here.connected()).toBe(false);
    expect(here.lost).toEqual(['disconnected']);
    const nats = await server({ port });
    const there = bus(`nats://127.0.0.1:${port}`);
    await Promise.all([here.firstConnected, there.firstConnected]);
    await vi.waitFor(() => {
      there.publish('talk', 2);
      expect(heard).toContain(2);
    }, soon);
    await nats.stop();
  });

  test('[U7] a frozen server is left after a few pings, and what it does not take is bounded', async () => {
    const nats = await server();
    const here = bus(nats.url, { unheardBytesMax: 100_000 });
    await here.firstConnected;
    nats.freeze();
    for (let sent = 0; sent < 50; sent += 1) here.publish('talk', 'x'.repeat(10_000));
    expect(here.lost.filter((why) => why === 'unheard').length).toBeGreaterThan(35);
    await vi.waitFor(() => expect(here.connected()).toBe(false), soon);
    nats.thaw();
    await vi.waitFor(() => expect(here.connected()).toBe(true), soon);
  });

  test('[U8] what is larger than the server takes is not sent, and the connection stays', async () => {
    const nats = await server();
    const [here, there] = [bus(nats.url), bus(nats.url)];
    await Promise.all([here.firstConnected, there.firstConnected]);
    const heard: unknown[] = [];
    there.subscribe('told', (payload) => heard.push(String(payload).length));
    here.publish('told', 'x'.repeat(2 * 1024 * 1024));
    expect(here.lost).toEqual(['too_large']);
    await vi.waitFor(() => {
      here.publish('told', 'y');
      expect(heard).toContain(1);
    }, soon);
    expect(heard).not.toContain(2 * 1024 * 1024);
    expect(here.logged.filter((line) => line.includes('gone'))).toEqual([]);
  });
});

describe.skipIf(!program)('the way to a server of NATS', () => {
  test('[U9] a password opens the server, a wrong one is tried again for ever, and neither is ever logged', async () => {
    const nats = await server({ args: ['--user', 'livestall', '--pass', 'hunter2hunter2'] });
    const right = bus(nats.url.replace('//', '//livestall:hunter2hunter2@'));
    const wrong = bus(nats.url.replace('//', '//livestall:letmeinletmein@'));
    await right.firstConnected;
    await vi.waitFor(() => expect(wrong.logged.length).toBeGreaterThan(0), soon);
    expect(wrong.connected()).toBe(false);
    const logged = [...right.logged, ...wrong.logged].join('\n');
    expect(logged).not.toMatch(/hunter2|letmein/);
    expect(logged).toContain('127.0.0.1');
  });

  test('[U10] a wire that takes nothing and answers nothing does not hold up a close', async () => {
    const silent = await silentServer();
    const here = bus(`nats://127.0.0.1:${silent.port}`, { connectMsMax: 300 });
    here.publish('talk', 1);
    const begun = Date.now();
    await here.close();
    expect(Date.now() - begun).toBeLessThan(2_000);
  });
});

/** Takes connections and says nothing. */
async function silentServer(): Promise<{ port: number }> {
  const sockets: Socket[] = [];
  const listener: Server = createServer((socket) => void sockets.push(socket));
  const port = await freePort();
  await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  open.push({
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  });
  return { port };
}
