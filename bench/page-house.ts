import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { Browser } from '../apps/demo/browser.ts';
import { readFootage } from '../apps/demo/footage.ts';
import { Publisher } from '../apps/demo/publisher.ts';
import { freePort } from '../tools/ports.ts';
import { startProxy } from './page-proxy.ts';

export interface BenchHouse {
  readonly url: string;
  readonly roomId: string;
  readonly host: { readonly email: string; readonly password: string };
  close(): Promise<void>;
}

/** A whole installation with its demo shop, started as a person starts it, behind an address that can also answer bare. */
export async function startHouse(): Promise<BenchHouse> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-page-'));
  const [port, serverPort, mediaPort] = [await freePort(), await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const ports = { PORT: String(serverPort), MEDIA_PORT: String(mediaPort), PUBLIC_URL: url };
  const env = { ...process.env, ...ports, DATA_DIR: dataDir, DATABASE_URL: '' };
  const child = spawn(process.execPath, ['tools/start.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await said(child, 'Ready after');
  const proxy = await startProxy(port, serverPort);
  const demo = JSON.parse(await readFile(path.join(dataDir, 'demo.json'), 'utf8'));
  const host = demo.signIns.find((signIn: { role: string }) => signIn.role === 'host');
  return {
    url,
    roomId: /[0-9a-f-]{36}/.exec(demo.rooms[0].url)![0],
    host,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      proxy.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (output.includes(words)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The start ended with ${code}:\n${output}`)));
  });
}

/**
 * The host goes live with a show that was recorded: its fragments are sent as a studio sends them, and nothing is encoded.
 * A camera's encoder on the same two cores would be most of what this bench measures.
 */
export async function goLive({ url, roomId, host }: BenchHouse): Promise<{ stop(): void }> {
  const hosting = new Browser({ serverUrl: url, origin: url });
  await hosting.signIn(host);
  await hosting.post(`/api/rooms/${roomId}/live`);
  const { products } = await hosting.get<{ products: { id: string }[] }>(`/api/rooms/${roomId}/bag`);
  await hosting.post(`/api/rooms/${roomId}/pin`, { productId: products[0]!.id, explaining: true });
  const publisher = new Publisher({
    footage: await readFootage(),
    origin: url,
    address: async () => (await hosting.get<{ url: string }>(`/api/rooms/${roomId}/publish`)).url,
    onShot: () => {},
    onRefused: (code) => console.error(`The show was refused: ${code}`),
    onFault: (error) => console.error(error),
  });
  publisher.start();
  return publisher;
}

export const talkersCount = 30;
/** All talkers together; one of them may say five lines in ten seconds. */
export const linesPerSecond = 14;
export const buyMs = 1_500;

/** Viewers who talk and buy through the same sockets and routes as everybody, until it is stopped. */
export async function fillRoom(house: BenchHouse): Promise<{ said(): number; bought(): number; stop(): void }> {
  const people = await Promise.all(Array.from({ length: talkersCount }, (_, at) => enter(house, `Guest ${at + 1}`)));
  const bag = await (await fetch(`${house.url}/api/rooms/${house.roomId}/bag`)).json();
  const skus = bag.products.flatMap((product: { skus: { id: string }[] }) => product.skus);
  let [lines, orders] = [0, 0];
  const talk = setInterval(() => {
    people[lines % people.length]!.say(texts[lines % texts.length]!);
    lines += 1;
  }, 1000 / linesPerSecond);
  const buy = setInterval(async () => {
    const order = orders++;
    await people[order % people.length]!.buy(skus[order % skus.length].id);
  }, buyMs);
  return {
    said: () => lines,
    bought: () => orders,
    stop() {
      clearInterval(talk);
      clearInterval(buy);
      for (const person of people) person.leave();
    },
  };
}

const texts = [
  ...['Good evening from Jena', 'Is it safe in the dishwasher?', 'That colour!', 'How tall is it?', '💛💛💛'],
  ...['I have two of them and use them every morning', '这个颜色好漂亮', '배송은 얼마나 걸려요?', 'Hello Hana'],
];

async function enter({ url, roomId }: BenchHouse, name: string) {
  const cookies = new Map<string, string>();
  const call = async (address: string, body?: object) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers: Record<string, string> = { origin: url, cookie };
    if (body) headers['content-type'] = 'application/json';
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const answer = await fetch(`${url}${address}`, init);
    for (const line of answer.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(key!, value!);
    }
    return answer;
  };
  await call('/api/me');
  const named = await call('/api/me/name', { id: randomUUID(), name });
  if (!named.ok) throw new Error(`${name} was refused: ${await named.text()}`);
  const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket?room=${roomId}`, { origin: url, headers });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ kind: 'hello', have: {} }));
  return {
    say: (text: string) =>
      socket.send(JSON.stringify({ kind: 'command', id: randomUUID(), name: 'barrage.send', body: { text } })),
    buy: (skuId: string) => call('/api/orders', purchase(roomId, skuId)),
    leave: () => socket.close(),
  };
}

function purchase(roomId: string, skuId: string): object {
  const street = { name: 'Vera Voss', line1: 'Teststraße 1', line2: '', postcode: '07743', city: 'Jena' };
  const address = { ...street, country: 'DE', phone: '' };
  const lines = [{ skuId, quantity: 1 }];
  return { id: randomUUID(), roomId, lines, address, method: { provider: 'sandbox', card: 'ok' } };
}
