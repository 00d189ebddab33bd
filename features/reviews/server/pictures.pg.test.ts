import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { standingKeptMs } from './pictures.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-review-pictures-'));
const widths = [160, 480, 1_080, 3_200];
let world: SaleWorld;
let vera: string;
let viktor: string;
let productId: string;

beforeAll(async () => {
  world = await startSale({ nodes: 2, dataDir, provider: () => createMemoryProvider({ secret: 'secret' }) });
  [vera, viktor] = (await world.addBuyers(2)) as [string, string];
  const sku = await world.addSku(9);
  ({ productId } = sku);
  for (const account of [vera, viktor]) {
    const order = { id: randomUUID(), roomId: null, lines: [{ skuId: sku.skuId, quantity: 1 }], address };
    const body = { ...order, method: { provider: 'sandbox', card: 'ok' } };
    await ask(urlOf(0), 'POST', '/api/orders', { account }, body);
  }
});
afterAll(async () => {
  await world.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const urlOf = (node: number) => world.nodes[node]!.url;
const mara = (): As => ({ account: 'mara', roles: { [world.shopId]: ['merchant'] } });
const picture = (background: string) =>
  sharp({ create: { width: 1_200, height: 900, channels: 3, background } })
    .png()
    .toBuffer();
const send = async (account: string, file: Buffer) => {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(file)]), 'a.png');
  const answer = await fetch(`${urlOf(0)}/api/products/${productId}/review/pictures`, {
    ...{ method: 'POST', headers: { 'x-test-account': account }, body },
  });
  return ((await answer.json()) as { id: string }).id;
};
const write = async (account: string, pictureIds: readonly string[]) => {
  const body = { id: randomUUID(), rating: 1, text: 'Look', pictureIds };
  const answer = await ask(urlOf(0), 'PUT', `/api/products/${productId}/review`, { account }, body);
  return (answer.body.review as { id: string }).id;
};
const hide = (reviewId: string, reason: string | null) => {
  const [what, body] = reason === null ? ['show', {}] : ['hide', { reason }];
  return ask(urlOf(0), 'POST', `/api/reviews/${reviewId}/${what}`, mara(), { id: randomUUID(), ...body });
};
const behindGate = async (pictureId: string, account: string, roles: object = {}) => {
  const headers = { 'x-test-account': account, 'x-test-roles': JSON.stringify(roles) };
  const answer = await fetch(`${urlOf(0)}/api/review-pictures/${pictureId}/480.webp`, { headers });
  await answer.arrayBuffer();
  return [answer.status, answer.headers.get('cache-control')];
};
const statusOf = async (node: number, pictureId: string, width = 480) => {
  const answer = await fetch(`${urlOf(node)}/pictures/${pictureId}/${width}.webp`);
  await answer.arrayBuffer();
  return [answer.status, answer.headers.get('cache-control')];
};
const served = [200, 'public, max-age=60'];
const later = () => {
  world.clock.aheadMs += standingKeptMs;
};

test('[W22] the picture of a hidden review is not served in any width, on any server within seconds, until it is shown again', async () => {
  const pictureId = await send(vera, await picture('red'));
  const reviewId = await write(vera, [pictureId]);
  for (const node of [0, 1]) expect(await statusOf(node, pictureId)).toEqual(served);
  expect((await hide(reviewId, 'unlawful')).status).toBe(200);
  // At once where it was hidden, on the others when what they know is old.
  for (const width of widths) expect((await statusOf(0, pictureId, width))[0]).toBe(404);
  later();
  for (const width of widths) expect((await statusOf(1, pictureId, width))[0]).toBe(404);
  expect((await hide(reviewId, null)).status).toBe(200);
  later();
  for (const node of [0, 1]) expect(await statusOf(node, pictureId)).toEqual(served);
});

test('[W22] its author and the shop still see it; taken out, or with the review taken away, it stays hidden', async () => {
  const pictureId = await send(vera, await picture('green'));
  const reviewId = await write(vera, [pictureId]);
  await hide(reviewId, 'insult');
  expect((await statusOf(0, pictureId))[0]).toBe(404);
  expect(await behindGate(pictureId, vera)).toEqual([200, 'private, no-store']);
  expect(await behindGate(pictureId, 'mara', mara().roles)).toEqual([200, 'private, no-store']);
  expect((await behindGate(pictureId, viktor))[0]).toBe(404);
  expect((await behindGate(randomUUID(), vera))[0]).toBe(404);
  await write(vera, []);
  later();
  expect((await statusOf(0, pictureId))[0]).toBe(404);
  await ask(urlOf(0), 'POST', `/api/products/${productId}/review/remove`, { account: vera }, { id: randomUUID() });
  later();
  expect((await statusOf(0, pictureId))[0]).toBe(404);
});

test('[W22] a picture that another review shows, or the product itself, is served all the same', async () => {
  const file = await picture('blue');
  const pictureId = await send(viktor, file);
  const reviewId = await write(viktor, [pictureId]);
  await hide(reviewId, 'spam');
  expect((await statusOf(0, pictureId))[0]).toBe(404);
  await world.sql`insert into product_pictures (product_id, picture_id, shop_id, place)
    values (${productId}, ${pictureId}, ${world.shopId}, 0)`;
  later();
  expect(await statusOf(0, pictureId)).toEqual([200, 'public, max-age=31536000, immutable']);
});
