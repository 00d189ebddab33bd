import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Me } from '../../features/accounts/protocol.ts';
import type { Picture, Product } from '../../features/catalog/protocol.ts';
import type { Room } from '../../features/rooms/protocol.ts';
import type { Shop } from '../../features/shops/protocol.ts';
import { productIdOf } from '../server/demo/ids.ts';
import { demoProducts } from '../server/demo/products.ts';
import { Browser, Refused } from './browser.ts';
import { type Footage, footageFolder } from './footage.ts';
import { chapters } from './footage-plan.ts';
import { type Memory, readMemory, writeMemory } from './memory.ts';
import { Show, type ShowNeeds } from './show.ts';

interface DemoNeeds extends Pick<ShowNeeds, 'mediaUrl' | 'dataDir' | 'log' | 'aloneMs'> {
  readonly footage: Footage;
  readonly serverUrl: string;
  readonly origin: string;
  readonly signal: AbortSignal;
}

export const showTitle = 'Live from the workshop';
const readyEveryMs = 500;
/** Whoever reads the farewell has this long before the show ends. */
const farewellMs = 6_000;

/** Waits for the server, signs the demo's merchant in, and runs one show after another until it is told to end. */
export async function runDemo(needs: DemoNeeds): Promise<'ended' | 'no_demo'> {
  await untilReady(needs);
  const signIn = await readSignIn(needs.dataDir);
  if (!signIn) return 'no_demo';
  const host = new Browser({ serverUrl: needs.serverUrl, origin: needs.origin });
  await host.signIn(signIn);
  const shop = await demoShopOf(host);
  if (!shop) return 'no_demo';
  const memory = await readMemory(needs.dataDir);
  const productIds = await productsOf(host, shop.id);
  while (!needs.signal.aborted) {
    const roomId = await liveRoom(host, shop.id, memory, Object.values(productIds));
    await writeMemory(needs.dataDir, memory);
    const show = new Show({ ...needs, host, shopId: shop.id, roomId, memory, productIds });
    const why = await Promise.race([show.over, aborted(needs.signal)]);
    if (why === 'aged') await replace(show, host, memory, roomId);
    else await show.stop();
    if (why === 'gone') await forget(needs, memory, host);
  }
  return 'ended';
}

async function untilReady({ serverUrl, signal }: DemoNeeds): Promise<void> {
  for (;;) {
    const ready = await fetch(`${serverUrl}/readyz`, { signal }).catch(() => null);
    if (signal.aborted || ready?.ok) return;
    await sleep(readyEveryMs, undefined, { signal });
  }
}

/** Who may read the data folder may be the demo's merchant. */
async function readSignIn(dataDir: string): Promise<{ email: string; password: string } | undefined> {
  const text = await readFile(path.join(dataDir, 'demo.json'), 'utf8').catch(() => null);
  if (text === null) return undefined;
  const { signIns } = JSON.parse(text) as { signIns: { role: string; email: string; password: string }[] };
  return signIns.find(({ role }) => role === 'merchant');
}

/** The shop that this merchant hosts, when it is a demonstration: in another nothing is ever done. */
async function demoShopOf(host: Browser): Promise<Shop | undefined> {
  const { roles } = await host.get<Me>('/api/me');
  const { shops } = await host.get<{ shops: Shop[] }>('/api/shops');
  return shops.find(({ id, demo }) => demo && roles[id]?.includes('host') && roles[id]?.includes('merchant'));
}

/** The products of the show that are still for sale, by chapter. */
async function productsOf(host: Browser, shopId: string): Promise<Record<string, string>> {
  const found = chapters.map(async (name) => {
    const title = demoProducts.find((product) => product.name === name)?.title ?? '';
    const product = await host.get<Product>(`/api/products/${productIdOf(shopId, title)}`).catch(unlessRefused);
    return product?.state === 'shown' ? [[name, product.id] as const] : [];
  });
  return Object.fromEntries((await Promise.all(found)).flat());
}

/** The room of the show that runs, or a new one: made, filled and taken live as a host does it. */
async function liveRoom(host: Browser, shopId: string, memory: Memory, productIds: string[]): Promise<string> {
  if (memory.roomId) {
    const room = await host.get<Room>(`/api/rooms/${memory.roomId}`).catch(unlessRefused);
    if (room?.state === 'live' && room.shopId === shopId) return room.id;
  }
  const id = randomUUID();
  await host.post<Room>('/api/rooms', { id, shopId, title: showTitle });
  await host.put(`/api/rooms/${id}/bag`, { productIds });
  const poster = await readFile(path.join(footageFolder, 'poster.webp'));
  const picture = await host.upload<Picture>(`/api/shops/${shopId}/pictures`, poster, 'image/webp');
  await host.patch(`/api/rooms/${id}`, { coverPictureId: picture.id });
  await host.post(`/api/rooms/${id}/live`);
  Object.assign(memory, { roomId: id, startedAt: Date.now(), playedMs: 0 });
  return id;
}

/** The old show ends; the loop begins the next at once. */
async function replace(show: Show, host: Browser, memory: Memory, roomId: string): Promise<void> {
  show.sayFarewell();
  await sleep(farewellMs);
  await show.stop();
  memory.roomId = null;
  await host.post(`/api/rooms/${roomId}/end`).catch(unlessRefused);
}

/** The room is over, or our session is: when the sign-in is not good any more, the caller tries again later. */
async function forget(needs: DemoNeeds, memory: Memory, host: Browser): Promise<void> {
  const { accountId } = await host.get<Me>('/api/me');
  if (accountId === null) throw new Error("The session of the demo's merchant has ended.");
  const room = await host.get<Room>(`/api/rooms/${memory.roomId}`).catch(unlessRefused);
  if (room?.state !== 'live') memory.roomId = null;
  needs.log.info('the show was ended by somebody else; the next one begins');
  await sleep(farewellMs, undefined, { signal: needs.signal });
}

function unlessRefused(error: unknown): null {
  if (error instanceof Refused && error.status < 500) return null;
  throw error;
}

function aborted(signal: AbortSignal): Promise<'stopped'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped');
    signal.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
}
