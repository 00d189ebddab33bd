import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetPurchases, placeOrder } from './place-order.ts';

type Answer = () => Response;
const json = (status: number, body: object): Answer => {
  return () => new Response(JSON.stringify(body), { status });
};
const cut: Answer = () => {
  const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('cut')) });
  return new Response(body, { status: 200 });
};
const lost: Answer = () => {
  throw new TypeError('no network');
};
const done = json(200, { id: 'an order' });
const tries: { method: string; path: string; id: string }[] = [];
let answers: Answer[] = [];
/** Each test buys another thing, since an unanswered wish lives on. */
let product = 0;

beforeEach(() => {
  product += 1;
  tries.length = 0;
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (path: string, { method, body }: { method: string; body?: string }) => {
    tries.push({ method, path, id: body ? JSON.parse(body).id : '' });
    return answers.shift()!();
  });
});
afterEach(() => vi.unstubAllGlobals());

const buy = (more: object = {}) =>
  placeOrder({ roomId: 'room', lines: [{ skuId: `sku-${product}`, quantity: 1 }], ...more }).catch((error) => error);
async function idsOf(...given: Answer[]): Promise<string[]> {
  answers = given;
  while (answers.length > 0) await buy();
  return tries.map(({ id }) => id);
}

test.each([
  ['a fault', json(503, { code: 'database_down', text: '' })],
  ['an answer that is cut off', cut],
  ['an answer that is cut off early enough to look whole', () => new Response('{"id":', { status: 200 })],
  ['no answer', lost],
  ['a page of a proxy', () => new Response('<h1>Not now</h1>', { status: 408 })],
  ['too many requests, which tells nothing of the try before', json(429, { code: 'rate_limited' })],
])('[O22] after %s the same purchase goes out under the same id', async (_what, answer) => {
  const [first, second, third] = await idsOf(answer, answer, done);
  expect(second).toBe(first);
  expect(third).toBe(first);
});

test.each([
  ['a refusal', json(409, { code: 'sold_out', text: '' })],
  ['an order', done],
])('[O22] after %s the next purchase is another', async (_what, answer) => {
  const [first, second] = await idsOf(answer, done);
  expect(second).not.toBe(first);
});

test('[O22] another price or address is the same wish, another quantity is not', async () => {
  answers = [lost, lost, lost];
  await buy({ expectedTotalMinor: 100 });
  await buy({ expectedTotalMinor: 200, note: 'Ring twice' });
  await buy({ lines: [{ skuId: `sku-${product}`, quantity: 2 }] });
  const [first, second, third] = tries.map(({ id }) => id);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('[O22] when the lost try was placed with another address, the buyer gets that order', async () => {
  answers = [lost, json(409, { code: 'id_reused' }), done];
  await buy();
  expect(await buy({ note: 'Ring twice' })).toEqual({ id: 'an order' });
  expect(tries.at(-1)).toMatchObject({ method: 'GET', path: `/api/orders/${tries[0]!.id}` });
});

test('[O22] whoever has seen the order in the list may buy the same again', async () => {
  answers = [lost, done];
  await buy();
  forgetPurchases([{ id: tries[0]!.id }] as never);
  await buy();
  expect(tries[1]!.id).not.toBe(tries[0]!.id);
});
