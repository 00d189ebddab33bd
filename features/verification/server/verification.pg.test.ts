import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import type { Badge, Verification } from '../protocol.ts';

const dataDir = await mkdtemp(path.join(tmpdir(), 'livestall-verification-'));
const otherShop = randomUUID();
const operator: As = { account: 'olu-1234', operator: true };
let world: SaleWorld;
let url: string;

beforeAll(async () => {
  world = await startSale({ dataDir, provider: () => createMemoryProvider({ secret: 'secret' }) });
  url = world.nodes[0]!.url;
  await world.sql`insert into accounts (id, name, email) values ('olu-1234', 'Olu Adeyemi', 'olu@livestall.example')`;
  await world.sql`insert into shops (id, name, currency, country, language) values (${otherShop}, 'Rival', 'EUR', 'DE', 'en')`;
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
});
afterAll(async () => {
  await world.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const of = (shopId: string, role: Role): As => ({
  account: `${role}-of-${shopId.slice(0, 8)}`,
  roles: { [shopId]: [role] },
});
const mara = () => of(world.shopId, 'merchant');
const rival = () => of(otherShop, 'merchant');
const pdf = Buffer.from('%PDF-1.7\nsays who we are\n%%EOF\n');
const headersOf = (as: As) => ({
  ...(as.account ? { 'x-test-account': as.account } : {}),
  ...(as.operator ? { 'x-test-operator': 'yes' } : {}),
  'x-test-roles': JSON.stringify(as.roles ?? {}),
});

async function send(as: As = mara(), file = pdf, name = 'Auszug ‘1’.pdf') {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(file)]), 'ignored.exe');
  const target = `${url}/api/shops/${world.shopId}/verification-documents?name=${encodeURIComponent(name)}`;
  const answer = await fetch(target, { method: 'POST', headers: headersOf(as), body });
  return (await answer.json()) as { id: string; code?: string };
}
const download = (id: string, as: As) => fetch(`${url}/api/verification-documents/${id}`, { headers: headersOf(as) });
const apply = (body: object, as = mara()) => ask(url, 'POST', `/api/shops/${world.shopId}/verifications`, as, body);
const forShop = (documentIds: string[]) => ({
  ...{ id: randomUUID(), kind: 'shop', legalName: 'Lindt GmbH', registerNumber: 'HRB 1', address: 'Main 1\nJena' },
  ...{ note: '', documentIds },
});
const forProduct = (productId: string, documentIds: string[]) => ({
  ...{
    id: randomUUID(),
    kind: 'product',
    productId,
    claim: 'organic',
    meaning: 'by EU 2018/848',
    note: '',
    documentIds,
  },
});
const act = (what: string, id: string, as: As, more: object = {}) =>
  ask(url, 'POST', `/api/verifications/${id}/${what}`, as, { id: randomUUID(), ...more });
const decide = ({ id, words }: Verification, as = operator, more: object = {}) =>
  act('decide', id, as, { accept: true, text: '', endsAt: null, seen: words, ...more });
const applied = async (body: object) => {
  const { status, body: made } = await apply(body);
  expect(status, JSON.stringify(made)).toBe(200);
  return made as unknown as Verification;
};
const badges = async (target: string) =>
  (await ask(url, 'GET', `/api/${target}/badges`)).body.badges as unknown as Badge[];
const stateOf = async (id: string) => {
  const { body } = await ask(url, 'GET', `/api/shops/${world.shopId}/verifications`, mara());
  return (body.verifications as unknown as Verification[]).find((one) => one.id === id)!.state;
};

test('[V2] [V3] documents are whole files of few kinds, kept out of the way, for operators and the own merchants alone', async () => {
  for (const as of [of(world.shopId, 'host'), rival(), { account: 'vera-1234' }])
    expect((await send(as)).code).toBe('not_allowed');
  expect((await send(mara(), Buffer.from('<html><script>1</script>'))).code).toBe('document_unreadable');
  const { id } = await send();
  expect(await readdir(path.join(dataDir, 'documents'))).toEqual([id]);
  expect((await stat(path.join(dataDir, 'documents', id))).mode & 0o077).toBe(0);
  expect((await fetch(`${url}/documents/${id}`)).status).toBe(404);
  expect((await fetch(`${url}/pictures/${id}/160.webp`)).status).toBe(404);
  const { id: applicationId } = await applied(forShop([id]));
  for (const as of [of(world.shopId, 'host'), of(world.shopId, 'moderator'), rival(), { account: 'vera-1234' }])
    expect((await download(id, as)).status).toBe(404);
  expect((await download(id, {})).status).toBe(403);
  for (const as of [mara(), operator]) {
    const answer = await download(id, as);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
      'content-disposition': `attachment; filename="document.pdf"; filename*=UTF-8''Auszug%20%E2%80%981%E2%80%99.pdf`,
      'content-security-policy': "default-src 'none'; sandbox",
    });
  }
  // An application takes only what is its shop's and in no other.
  expect((await apply(forShop([id]))).body.code).toBe('document_unknown');
  expect((await apply(forShop([randomUUID()]))).body.code).toBe('document_unknown');
  expect((await apply(forShop([]))).body.code).toBe('bad_request');
  const [line] = await world.sql`select act, by_id from verification_record where act = 'document_read'`;
  expect(line).toEqual({ act: 'document_read', by_id: 'olu-1234' });
  expect((await act('withdraw', applicationId, rival())).body.code).toBe('verification_unknown');
  expect((await act('withdraw', applicationId, mara())).body.state).toBe('withdrawn');
});

test('[V4] [V5] [V7] an operator without a role in the shop decides about what was read; the badge says what, who and when', async () => {
  const one = await applied(forShop([(await send()).id]));
  for (const as of [mara(), { account: 'vera-1234' }]) expect((await decide(one, as)).body.code).toBe('not_allowed');
  await world.sql`insert into shop_staff (shop_id, account_id, role) values (${world.shopId}, 'olu-1234', 'host')`;
  expect((await decide(one)).body.code).toBe('verification_own_shop');
  await world.sql`delete from shop_staff`;
  expect((await decide(one, operator, { accept: false })).body.code).toBe('verification_text_needed');
  expect((await decide(one, operator, { endsAt: 1 })).body.code).toBe('verification_ends_before');
  await world.sql`update shops set country = 'AT' where id = ${world.shopId}`;
  expect((await decide(one)).body.code).toBe('verification_changed');
  await world.sql`update shops set country = 'DE' where id = ${world.shopId}`;
  expect(await badges(`shops/${world.shopId}`)).toEqual([]);
  const endsAt = Date.now() + 60_000;
  expect((await decide(one, operator, { endsAt })).body.state).toBe('holds');
  expect((await decide(one)).body.code).toBe('verification_decided');
  expect(await badges(`shops/${world.shopId}`)).toEqual([
    expect.objectContaining({
      kind: 'shop',
      legalName: 'Lindt GmbH',
      by: 'Olu Adeyemi',
      at: expect.any(Number),
      endsAt,
    }),
  ]);
  expect(await badges(`shops/${otherShop}`)).toEqual([]);
  world.clock.aheadMs = 120_000;
  expect([await badges(`shops/${world.shopId}`), await stateOf(one.id)]).toEqual([[], 'over']);
});

test('[V6] [V8] a badge falls with the words it stands on, comes back with them, and goes for good when it is revoked', async () => {
  const { productId } = await world.addSku(1);
  expect((await apply(forProduct(randomUUID(), [(await send()).id]))).body.code).toBe('product_unknown');
  const one = await applied(forProduct(productId, [(await send()).id]));
  await decide(one, operator, { text: 'Certificate DE-ÖKO-006 read' });
  const shown = async () =>
    (await badges(`products/${productId}`)).flatMap(({ kind, claim }) => (kind === 'product' ? [claim] : []));
  expect(await shown()).toEqual(['organic']);
  const words = [
    world.sql`title = 'Silk scarf'`,
    world.sql`description = 'Soft'`,
    world.sql`about = about || '{"materials": "silk"}'`,
  ];
  for (const change of words) {
    const [before] =
      await world.sql`select title, description, about::text as about from products where id = ${productId}`;
    await world.sql`update products set ${change} where id = ${productId}`;
    expect([await shown(), await stateOf(one.id)]).toEqual([[], 'changed']);
    await world.sql`update products set title = ${before!.title}, description = ${before!.description},
      about = ${before!.about}::text::jsonb where id = ${productId}`;
    expect([await shown(), await stateOf(one.id)]).toEqual([['organic'], 'holds']);
  }
  await world.sql`update skus set price_minor = 1 where product_id = ${productId}`;
  expect(await shown()).toEqual(['organic']);
  expect((await act('revoke', one.id, mara(), { text: 'x' })).body.code).toBe('not_allowed');
  const revoked = (await act('revoke', one.id, operator, { text: 'It ran out' })).body as unknown as Verification;
  expect([revoked.state, await shown()]).toEqual(['revoked', []]);
  expect(revoked.record.map(({ act: what, by, text }) => [what, by, text])).toEqual([
    ['applied', '', ''],
    ['accepted', 'Olu Adeyemi', 'Certificate DE-ÖKO-006 read'],
    ['revoked', 'Olu Adeyemi', 'It ran out'],
  ]);
  await expect(world.sql`update verification_record set text = ''`).rejects.toThrow('only added to');
});

test('[A10] a merchant of one shop gets nothing of another: no orders, no money, no reviews, no documents', async () => {
  const one = await applied(forShop([(await send()).id]));
  const { skuId } = await world.addSku(1);
  const [vera] = await world.addBuyers(1);
  const address = {
    name: 'Vera',
    line1: 'Main 1',
    line2: '',
    postcode: '10115',
    city: 'Berlin',
    country: 'DE',
    phone: '',
  };
  const { body: order } = await ask(
    url,
    'POST',
    '/api/orders',
    { account: vera! },
    {
      ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address },
      method: { provider: 'sandbox', card: 'ok' },
    },
  );
  const shop = `/api/shops/${world.shopId}`;
  const closed = [
    ...[`${shop}/orders`, `${shop}/ledger`, `${shop}/reviews`, `${shop}/verifications`, `${shop}/coupons`],
    ...[`/api/rooms/${world.roomId}/orders`, `/api/orders/${order.id}`, '/api/operator/verifications'],
    `/api/verification-documents/${one.documents[0]!.id}`,
  ];
  for (const target of closed) {
    const { status, body } = await ask(url, 'GET', target, rival());
    expect([target, status >= 400 && status < 500, Object.keys(body).sort()]).toEqual([
      target,
      true,
      ['code', 'id', 'text'],
    ]);
  }
  const readable = closed.filter((target) => !target.includes('/operator/') && !target.includes('document'));
  for (const target of readable)
    expect([target, (await ask(url, 'GET', target, mara())).status]).toEqual([target, 200]);
  // The other shop's own lists are open to its merchant, and empty of what is not theirs.
  const own = `/api/shops/${otherShop}`;
  expect((await ask(url, 'GET', `${own}/orders`, rival())).body.orders).toEqual([]);
  expect((await ask(url, 'GET', `${own}/reviews`, rival())).body.reviews).toEqual([]);
  expect((await ask(url, 'GET', `${own}/verifications`, rival())).body.verifications).toEqual([]);
  expect((await ask(url, 'GET', `${own}/ledger`, rival())).body.balances).toEqual([]);
});

test('[V10] a document that no application names is gone after a day', async () => {
  const { id } = await send();
  world.clock.aheadMs = 25 * 3_600_000;
  await send();
  expect((await download(id, mara())).status).toBe(404);
  expect(await readdir(path.join(dataDir, 'documents'))).not.toContain(id);
});
