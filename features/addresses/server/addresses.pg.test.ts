import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTransact } from '../../../platform/beat/transact.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { addressesMax } from '../protocol.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
});
afterAll(() => world.stop());

const send = (method: string, path: string, account: string, body?: object, node = 0) =>
  ask(world.nodes[node]!.url, method, path, account === '' ? {} : { account }, body);

test('[N1] [N2] [N3] [N4] an address book is its owner’s: added once, changed, a default, removed, and it goes along', async () => {
  const [vera, wen] = await world.addBuyers(2);
  const path = '/api/me/addresses';
  const [home, work] = [
    { ...address, city: 'Jena' },
    { ...address, city: 'Erfurt' },
  ];
  const book = async (account: string) =>
    (
      (await send('GET', path, account)).body.addresses as { id: string; address: typeof home; isDefault: boolean }[]
    ).map(({ address: { city }, isDefault }) => [city, isDefault]);
  expect((await send('POST', path, '', { id: randomUUID(), address: home })).body.code).toBe('name_needed');
  const [id, other] = [randomUUID(), randomUUID()];
  for (const node of [0, 1]) expect((await send('POST', path, vera!, { id, address: home }, node)).status).toBe(200);
  await send('POST', path, vera!, { id: other, address: work });
  expect(await book(vera!)).toEqual([
    ['Jena', true],
    ['Erfurt', false],
  ]);
  for (const act of ['default', 'remove']) {
    const answer = await send('POST', `${path}/${id}/${act}`, wen!, { id: randomUUID() });
    expect([answer.body.code ?? 'ok', await book(wen!)]).toEqual([act === 'default' ? 'address_unknown' : 'ok', []]);
  }
  await send('POST', `${path}/${other}/default`, vera!, { id: randomUUID() });
  await send('PUT', `${path}/${id}`, vera!, { id: randomUUID(), address: { ...home, city: 'Weimar' } });
  expect(await book(vera!)).toEqual([
    ['Erfurt', true],
    ['Weimar', false],
  ]);
  await send('POST', path, wen!, { id: randomUUID(), address: home });
  const transact = createTransact({ sql: world.sql, now: Date.now, publish: () => {} });
  await transact((tx) => world.nodes[0]!.features.addresses.moveOwned(tx, vera!, wen!));
  expect([await book(vera!), (await book(wen!))[0]]).toEqual([[], ['Jena', true]]);
  await send('POST', `${path}/${other}/remove`, wen!, { id: randomUUID() });
  expect(await book(wen!)).toEqual([
    ['Jena', true],
    ['Weimar', false],
  ]);
});

test('[N2] ten addresses and no more, also when several are added at once on two servers; a default is one', async () => {
  const [vera] = await world.addBuyers(1);
  const before = Array.from({ length: addressesMax - 2 }, (_, place) => ({ ...address, line2: `${place}` }));
  await world.sql`
    insert into addresses (id, account_id, address, is_default, place)
    select gen_random_uuid(), ${vera!}, address, place = 1, place
    from unnest(${before.map((one) => JSON.stringify(one))}::text[]::jsonb[]) with ordinality as t (address, place)`;
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd'].map((line2, index) =>
      send('POST', '/api/me/addresses', vera!, { id: randomUUID(), address: { ...address, line2 } }, index % 2),
    ),
  );
  expect(answers.filter(({ body }) => body.code === 'addresses_full')).toHaveLength(2);
  const { body } = await send('GET', '/api/me/addresses', vera!);
  const kept = body.addresses as { isDefault: boolean }[];
  expect([kept.length, kept.filter(({ isDefault }) => isDefault).length]).toEqual([addressesMax, 1]);
});
