import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Letter } from '../../../platform/mail/mail.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { letterAfterMs } from './letters.ts';

const turnMs = 600_000;
const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const sent: Letter[] = [];
let refuse = 0;
let world: SaleWorld;

beforeAll(async () => {
  const provider = createMemoryProvider({ secret: 'secret' });
  const mail = {
    async send(letter: Letter) {
      if (refuse > 0) {
        refuse -= 1;
        throw new Error('The post is closed.');
      }
      sent.push(letter);
    },
  };
  world = await startSale({ nodes: 2, provider: () => provider, mail });
});
beforeEach(() => {
  sent.length = 0;
  refuse = 0;
});
afterAll(() => world.stop());

const urlOf = (node: number) => world.nodes[node % 2]!.url;
const buy = (account: string, skuId: string, node = 0) =>
  ask(
    urlOf(node),
    'POST',
    '/api/orders',
    { account },
    {
      ...{ id: randomUUID(), roomId: null, lines: [{ skuId, quantity: 1 }], address },
      method: { provider: 'sandbox', card: 'ok' },
    },
  );
const join = (account: string, skuId: string, language?: string) =>
  ask(
    urlOf(0),
    'POST',
    `/api/skus/${skuId}/waitlist`,
    { account },
    { id: randomUUID(), quantity: 1 },
    language ? { 'accept-language': language } : {},
  );
const refund = (orderId: unknown, buyer: string) =>
  ask(
    urlOf(1),
    'POST',
    `/api/orders/${orderId}/refund`,
    { account: buyer, roles: { [world.shopId]: ['merchant'] } },
    { id: randomUUID() },
  );
const now = () => Date.now() + world.clock.aheadMs;
/** Both servers write at once, as they do. */
const write = () => Promise.all(world.nodes.map(({ features }) => features.waitlist.sendLetters(now())));
const noted = async () => (await world.sql`select 1 from waitlist_letters`).length;

/** One unit, sold to somebody; these wait for it, and it comes back. */
async function turnFor(line: readonly string[], languages: readonly string[] = []) {
  const { skuId, productId } = await world.addSku(1);
  const [buyer] = (await world.addBuyers(1)) as [string];
  const { body } = await buy(buyer, skuId);
  for (const [at, account] of line.entries()) await join(account, skuId, languages[at]);
  await refund(body.id, buyer);
  return { skuId, productId };
}

test('[W20] [W21] a turn is written about once, by two servers, in the language of its buyer, with its end and the way there', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const { productId } = await turnFor([vera], ['ko']);
  await write();
  expect(sent).toEqual([]);
  world.clock.aheadMs += letterAfterMs;
  for (let times = 0; times < 3; times += 1) await write();
  expect(sent).toHaveLength(1);
  const [letter] = sent as [Letter];
  expect(letter).toMatchObject({ to: `${vera}@livestall.example`, subject: expect.stringContaining('차례') });
  expect(letter.text).toContain(`http://shop.example/products/${productId}`);
  expect(letter.text).toMatch(/9분 동안.*UTC/);
  expect(letter.id).toBe(
    (await world.sql<{ id: string }[]>`select id from waitlist_places where account_id = ${vera}`)[0]!.id,
  );
  expect(await noted()).toBe(0);
});

test('[W20] nothing is written about a turn that was taken up, given up or ran out before', async () => {
  const [vera, viktor, wen] = (await world.addBuyers(3)) as [string, string, string];
  const { skuId } = await turnFor([vera]);
  expect((await buy(vera, skuId)).body.state).toBe('paid');
  const { skuId: other } = await turnFor([viktor]);
  await ask(urlOf(0), 'POST', `/api/skus/${other}/waitlist/leave`, { account: viktor }, { id: randomUUID() });
  await turnFor([wen]);
  world.clock.aheadMs += turnMs;
  await write();
  expect([sent, await noted()]).toEqual([[], 0]);
});

test('[W20] the next in line is written to when the turn passes on; a letter that nobody takes is tried again', async () => {
  const [vera, viktor] = (await world.addBuyers(2)) as [string, string];
  await turnFor([vera, viktor]);
  world.clock.aheadMs += letterAfterMs;
  refuse = 1;
  await write();
  expect([sent.length, world.faults.splice(0).length + (await noted())]).toEqual([0, 1]);
  world.clock.aheadMs += 60_000;
  await write();
  world.clock.aheadMs += turnMs;
  await world.nodes[0]!.features.waitlist.sweep(now());
  world.clock.aheadMs += letterAfterMs;
  await write();
  expect(sent.map(({ to }) => to)).toEqual([vera, viktor].map((account) => `${account}@livestall.example`));
});

test('[W21] an account without an e-mail gets none, and one that never said a language gets the shop’s', async () => {
  const [vera, guest] = (await world.addBuyers(2)) as [string, string];
  await world.sql`update accounts set guest = true where id = ${guest}`;
  await turnFor([guest]);
  await turnFor([vera]);
  world.clock.aheadMs += letterAfterMs;
  await write();
  expect(sent.map(({ subject }) => subject)).toEqual(['Lindt & Daughters: it is your turn for Scarf']);
  expect(await findWrongs(world.sql)).toEqual([]);
});
