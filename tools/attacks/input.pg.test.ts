import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, startTestInstallation, type TestInstallation } from '../../apps/server/test-installation.ts';
import { findWrongs } from '../sale-books.ts';

let house: TestInstallation;
let vera: string;
let mara: string;
let sku: { id: string; priceMinor: number; productId: string };
let before: object;
/** A shop of somebody else, with a room, a product and an order. */
const other = { shopId: randomUUID(), roomId: randomUUID(), productId: randomUUID(), skuId: randomUUID() };

beforeAll(async () => {
  house = await startTestInstallation();
  vera = await house.named('Vera');
  mara = await house.signIn('merchant');
  const bag = (await house.call('', 'GET', `/api/rooms/${house.roomId}/bag`)).body as never as {
    products: { id: string; skus: { id: string; priceMinor: number }[] }[];
  };
  sku = { ...bag.products[0]!.skus[0]!, productId: bag.products[0]!.id };
  await addOtherShop();
  await house.call(vera, 'POST', '/api/orders', order({}));
  before = await books();
}, 180_000);
afterEach(async () => {
  expect(await books()).toEqual(before);
  expect(await findWrongs(house.sql as never)).toEqual([]);
});
afterAll(async () => {
  expect(house.logged.filter((line) => line.includes('"fault"') || line.includes('"level":50'))).toEqual([]);
  await house.close();
});

const address = {
  name: 'Vera',
  line1: 'Am Markt 1',
  line2: '',
  postcode: '07743',
  city: 'Jena',
  country: 'DE',
  phone: '',
};
const method = { provider: 'sandbox', card: 'ok' };

function order(changes: object) {
  const lines = [{ skuId: sku.id, quantity: 1 }];
  return { id: randomUUID(), roomId: house.roomId, lines, address, method, ...changes };
}

/** Everything that a purchase moves. */
async function books(): Promise<object> {
  const [row] =
    await house.sql`select (select count(*) from orders) as orders, (select sum(on_hand) from stock) as stock,
    (select sum(held) from stock) as held, (select count(*) from ledger_lines) as lines,
    (select count(*) from products) as products, (select count(*) from shop_staff) as staff,
    (select string_agg(title, ',' order by id) from rooms) as rooms, (select count(*) from pictures) as pictures`;
  return row!;
}

async function addOtherShop(): Promise<void> {
  const { sql } = house;
  const { shopId, roomId, productId, skuId } = other;
  await sql`insert into shops (id, name, currency, country, language) values (${shopId}, 'Elsewhere', 'EUR', 'DE', 'en')`;
  await sql`insert into rooms (id, shop_id, host_id, title, state, created_at)
    select ${roomId}, ${shopId}, id, 'Theirs', 'scheduled', now() from accounts where email = 'operator@livestall.example'`;
  await sql`insert into products (id, shop_id, title, description, state, at) values (${productId}, ${shopId}, 'Theirs', '', 'shown', now())`;
  await sql`insert into skus (id, shop_id, product_id, name, price_minor, place, for_sale) values (${skuId}, ${shopId}, ${productId}, '', 100, 0, true)`;
  await sql`insert into stock (sku_id, shop_id, on_hand, held) values (${skuId}, ${shopId}, 5, 0)`;
  await sql`insert into stock_journal (sku_id, shop_id, at, units, reason) values (${skuId}, ${shopId}, now(), 5, 'counted')`;
}

const languages = { en: /[A-Za-z]{3}/, 'zh-CN': /[\u4e00-\u9fff]/, ko: /[\uac00-\ud7af]/ };

/** Sends it in each language: the code is the same, the sentence is whole and in that language. */
async function refused(send: (headers: object) => Promise<Answer>, status: number, code: string): Promise<void> {
  for (const [language, letters] of Object.entries(languages)) {
    const answer = await send({ 'accept-language': language });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.text).toMatch(letters);
    expect(answer.body.text).not.toMatch(/\{\{|refusal\./);
  }
}

describe('[X1] what is wrong with a purchase', () => {
  const rtl = '\u202eevil';
  test.each<[string, number, string, () => unknown]>([
    ['broken JSON', 400, 'bad_request', () => '{"id":'],
    ['no JSON at all', 400, 'bad_request', () => 'buy!'],
    ['an array', 400, 'bad_request', () => [order({})]],
    ['deep nesting', 400, 'bad_request', () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    [
      'a poisoned prototype',
      400,
      'bad_request',
      () => `{"__proto__":{"operator":true},${JSON.stringify(order({})).slice(1)}`,
    ],
    ['a price', 400, 'bad_request', () => order({ lines: [{ skuId: sku.id, quantity: 1, priceMinor: 1 }] })],
    ['a total of its own', 400, 'bad_request', () => order({ totalMinor: 1 })],
    ['an account', 400, 'bad_request', () => order({ accountId: 'hana' })],
    ['no quantity', 400, 'bad_request', () => order({ lines: [{ skuId: sku.id, quantity: 0 }] })],
    ['a negative quantity', 400, 'bad_request', () => order({ lines: [{ skuId: sku.id, quantity: -3 }] })],
    ['half a unit', 400, 'bad_request', () => order({ lines: [{ skuId: sku.id, quantity: 0.5 }] })],
    ['a huge quantity', 400, 'bad_request', () => order({ lines: [{ skuId: sku.id, quantity: 2 ** 40 }] })],
    [
      'a quantity beyond numbers',
      400,
      'bad_request',
      () => JSON.stringify(order({})).replace('"quantity":1', '"quantity":1e400'),
    ],
    ['a quantity as text', 400, 'bad_request', () => order({ lines: [{ skuId: sku.id, quantity: '1' }] })],
    ['no line', 400, 'bad_request', () => order({ lines: [] })],
    ['too many lines', 400, 'bad_request', () => order({ lines: Array(5_00).fill({ skuId: sku.id, quantity: 1 }) })],
    ['an id that is none', 400, 'bad_request', () => order({ id: '1; drop table orders' })],
    ['an id in capitals', 400, 'bad_request', () => order({ id: randomUUID().toUpperCase() })],
    ['an unknown SKU', 404, 'sku_unknown', () => order({ lines: [{ skuId: randomUUID(), quantity: 1 }] })],
    ['an unknown room', 404, 'room_unknown', () => order({ roomId: randomUUID() })],
    ['a room of another shop', 404, 'room_unknown', () => order({ roomId: other.roomId })],
    [
      'SKUs of two shops',
      409,
      'order_other_shop',
      () =>
        order({
          roomId: null,
          lines: [
            { skuId: sku.id, quantity: 1 },
            { skuId: other.skuId, quantity: 1 },
          ],
        }),
    ],
    ['a lower total', 409, 'price_changed', () => order({ expectedTotalMinor: 1 })],
    ['a name too long', 400, 'bad_request', () => order({ address: { ...address, name: 'x'.repeat(81) } })],
    ['a control character', 400, 'bad_request', () => order({ address: { ...address, city: 'Je\u0000na' } })],
    ['a right-to-left override', 400, 'bad_request', () => order({ address: { ...address, city: rtl } })],
    ['half a character', 400, 'bad_request', () => JSON.stringify(order({ note: 'X' })).replace('"X"', '"\\ud800"')],
    ['a country that is none', 400, 'bad_request', () => order({ address: { ...address, country: 'germany' } })],
    ['a card of nobody', 400, 'bad_request', () => order({ method: { provider: 'sandbox', card: 'stolen' } })],
    ['another provider', 400, 'bad_request', () => order({ method: { provider: 'cash', card: 'ok' } })],
    ['a body over the limit', 413, 'too_large', () => order({ note: 'x'.repeat(70_000) })],
  ])('%s: %d %s', async (_what, status, code, body) => {
    await refused((headers) => house.call(vera, 'POST', '/api/orders', body(), headers), status, code);
  });

  test('bytes that are no UTF-8 are never stored', async () => {
    const [head, tail] = JSON.stringify(order({ note: '\u00e9' })).split('\u00e9') as [string, string];
    const bytes = Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from(tail)]);
    const answer = await fetch(`${house.url}/api/orders`, {
      method: 'POST',
      headers: { origin: house.origin, cookie: vera, 'content-type': 'application/json' },
      body: bytes,
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'bad_request']);
  });

  test('nobody buys without a name, from another site, or with another kind of body', async () => {
    await refused((headers) => house.call('', 'POST', '/api/orders', order({}), headers), 403, 'name_needed');
    const from = (origin: string) => (headers: object) =>
      house.call(vera, 'POST', '/api/orders', order({}), { ...headers, origin });
    for (const origin of [
      'https://evil.example',
      'null',
      `${house.origin}.evil.example`,
      `${house.origin}0`,
      'file://',
    ])
      await refused(from(origin), 403, 'bad_origin');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      await refused(
        (headers) => house.call(vera, 'POST', '/api/orders', '{}', { ...headers, 'content-type': type }),
        415,
        'unsupported_type',
      );
    }
  });
});

describe('[X1] addresses and texts', () => {
  test.each([
    ['an id that is none', '/api/rooms/no-uuid'],
    ['a zero byte', '/api/rooms/%00'],
    ['a way up', '/api/rooms/..%2f..%2fetc%2fpasswd'],
    ['a long id', `/api/products/${'9'.repeat(3_000)}`],
    ['a statement', "/api/orders/' or 1=1 --"],
    ['a broken escape', '/api/%zz'],
    ['what is not there', '/api/nothing/at/all'],
    ['a way out of the pictures', '/pictures/%2e%2e/%2e%2e/secret'],
    ['a way out of the pages', '/assets/..%2f..%2fpackage.json'],
    ['an address with a host', '//etc/passwd'],
  ])('%s is refused by name', async (_what, target) => {
    const answer = await house.call(vera, 'GET', target);
    // What names no file and no route is a page's address, and the one page says for itself that there is nothing.
    if (answer.status === 200) expect(answer.body.text).toContain('<div id="root">');
    else expect([400, 404, 414]).toContain(answer.status);
    if (answer.status !== 200)
      expect(answer.body.code).toMatch(/^(bad_request|not_found|room_unknown|picture_unknown)$/);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|postgres|root:/);
  });

  test('a name with markup is a name, and stays text wherever it is read', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    const answer = await house.call('', 'POST', '/api/me/name', { id: randomUUID(), name: markup });
    if (answer.status === 200) {
      expect(answer.body).toMatchObject({ name: markup });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    } else expect(answer.body.code).toMatch(/^(bad_request|name_)/);
    for (const name of ['\u202eanaH', 'Ha\u0007na', '', '   ', 'x'.repeat(500), '\u200b\u200b'])
      expect((await house.call('', 'POST', '/api/me/name', { id: randomUUID(), name })).status).toBeGreaterThanOrEqual(
        400,
      );
  });
});

describe('[X2] ids of another shop', () => {
  const write = (cookie: string, verb: string, target: string, body: object) =>
    house.call(cookie, verb, target, { id: randomUUID(), ...body });

  test('a merchant opens nothing of another shop', async () => {
    const { shopId, roomId, productId, skuId } = other;
    const tries: Promise<Answer>[] = [
      house.call(mara, 'GET', `/api/shops/${shopId}/ledger`),
      house.call(mara, 'GET', `/api/shops/${shopId}/orders`),
      house.call(mara, 'GET', `/api/shops/${shopId}/staff`),
      house.call(mara, 'GET', `/api/rooms/${roomId}/orders`),
      house.call(mara, 'GET', `/api/rooms/${roomId}/publish`),
      write(mara, 'PATCH', `/api/shops/${shopId}`, { name: 'Mine' }),
      write(mara, 'PUT', `/api/shops/${shopId}/staff`, { email: 'merchant@livestall.example', roles: ['merchant'] }),
      write(mara, 'PATCH', `/api/rooms/${roomId}`, { title: 'Mine' }),
      write(mara, 'PUT', `/api/rooms/${roomId}/bag`, { productIds: [sku.productId] }),
      write(mara, 'POST', `/api/rooms/${roomId}/pin`, { productId: sku.productId, explaining: true }),
      write(mara, 'PATCH', `/api/products/${productId}`, { title: 'Mine' }),
      write(mara, 'PUT', `/api/skus/${skuId}/stock`, { onHand: 99 }),
      write(mara, 'POST', '/api/rooms', { shopId, title: 'Mine' }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400);
      expect(answer.body.code).toMatch(/^(not_allowed|not_found|bad_request|.*_unknown)$/);
    }
    const bag = await write(mara, 'PUT', `/api/rooms/${house.roomId}/bag`, { productIds: [productId] });
    expect(bag.body.code).toMatch(/unknown|not_allowed/);
  });

  test('an order of somebody else is not there, whatever is asked of it', async () => {
    const [mine] = await house.sql`select id from orders limit 1`;
    const wen = await house.named('Wen');
    for (const [verb, target] of [
      ['GET', ''],
      ['POST', '/pay'],
      ['POST', '/cancel'],
      ['POST', '/refund'],
    ] as const) {
      const answer = await house.call(
        wen,
        verb,
        `/api/orders/${mine!.id}${target}`,
        verb === 'GET' ? undefined : { id: randomUUID(), ...(target === '/pay' ? { method } : {}) },
      );
      expect(answer.body.code, target).toMatch(/order_unknown|not_allowed|not_found/);
    }
  });

  test('a guest and a viewer may do nothing that the staff may', async () => {
    const shop = `/api/shops/${house.shopId}`;
    for (const cookie of ['', vera]) {
      const tries = [
        house.call(cookie, 'GET', `${shop}/ledger`),
        house.call(cookie, 'GET', `${shop}/orders`),
        house.call(cookie, 'GET', `${shop}/staff`),
        house.call(cookie, 'GET', `/api/rooms/${house.roomId}/publish`),
        write(cookie, 'PATCH', `/api/rooms/${house.roomId}`, { title: 'Mine' }),
        write(cookie, 'PUT', `/api/skus/${sku.id}/stock`, { onHand: 0 }),
        write(cookie, 'POST', `/api/accounts/${'a'.repeat(32)}/ban`, { banned: true }),
      ];
      for (const answer of await Promise.all(tries)) {
        expect(answer.body.code).toMatch(/^(not_allowed|not_signed_in|name_needed|bad_request)$/);
      }
    }
  });
});
