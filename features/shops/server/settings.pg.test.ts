import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Shop } from '../protocol.ts';
import type { ShopSettings } from '../settings.ts';
import { type DeliveryTerms, firstMethod, firstTax, oneWay } from '../terms.ts';
import { testLettersPerMinuteMax } from './settings-routes.ts';
import { startWorld, type Who, type World } from './test-world.ts';

let world: World;
let ask: World['ask'];
let shop: Shop;
let url: string;

beforeAll(async () => {
  world = await startWorld();
  ({ ask } = world);
});
beforeEach(async () => {
  shop = (await ask('olu', 'POST', '/api/shops', opening())).body;
  url = `/api/shops/${shop.id}`;
  await world.transact((tx) => world.shops.giveRoles(tx, shop.id, 'mara', ['merchant']));
  world.mail.letters.length = 0;
  world.signals.length = 0;
});
afterAll(() => world.stop());

const opening = (more: object = {}) => ({
  ...{ id: randomUUID(), name: 'Kiln & Co', currency: 'EUR', country: 'DE', language: 'ko', ...more },
});
const id = () => randomUUID();
const patch = (body: object, who: Who | null = 'mara') => ask(who, 'PATCH', `${url}/settings`, { id: id(), ...body });
/** A shop that has said nothing has one way, under its own id. */
const firstDelivery = () => oneWay(shop.id);
const ways = (...names: string[]): DeliveryTerms => ({
  ...{ methods: names.map((name) => ({ ...firstMethod, id: id(), name })), pickup: false, pickupNote: '' },
});
const settings = async (): Promise<ShopSettings> => (await ask('mara', 'GET', `${url}/settings`)).body;

test('[H5] only an operator opens a shop, and is its merchant and host from then on', async () => {
  const before = (await ask(null, 'GET', '/api/shops')).body.shops.length;
  for (const who of [null, 'vera', 'hana', 'mara'] as const) {
    expect((await ask(who, 'POST', '/api/shops', opening())).body.code).toBe(who ? 'not_allowed' : 'name_needed');
  }
  const body = opening();
  const answers = await Promise.all([0, 1, 2].map(() => ask('olu', 'POST', '/api/shops', body)));
  for (const answer of answers) {
    expect(answer.body).toEqual({ ...body, languages: ['ko'], demo: false });
  }
  expect((await ask(null, 'GET', '/api/shops')).body.shops).toHaveLength(before + 1);
  expect((await world.shops.rolesOf(world.sql, 'olu'))[body.id]).toEqual(['host', 'merchant']);
  expect((await ask('olu', 'POST', '/api/shops', { ...body, name: 'Another' })).body.code).toBe('id_reused');
  expect((await ask('olu', 'POST', '/api/shops', opening({ currency: 'XXX' }))).body.code).toBe('currency_unknown');
});

test('[H5] a new shop shuts the sandbox, has nothing but its name set up, and says so', async () => {
  expect(await settings()).toEqual({
    ...{ shop, tax: firstTax, delivery: firstDelivery(), sandbox: false, sender: null, currencyFixed: false },
    setup: { done: ['name'], skipped: [], away: false },
  });
  expect((await ask(null, 'GET', `${url}/terms`)).body).toEqual({
    ...{ currency: 'EUR', country: 'DE', tax: firstTax, delivery: firstDelivery(), sandbox: false, stripe: true },
  });
});

test('[H1] nobody but a merchant of the shop and an operator reads or changes how it is set up', async () => {
  const acts = (who: Who | null) => [
    ask(who, 'GET', `${url}/settings`),
    ask(who, 'GET', `${url}/mail`),
    patch({ tax: firstTax }, who),
    ask(who, 'PATCH', url, { id: id(), name: 'Mine now' }),
    ask(who, 'PUT', `${url}/setup`, { id: id(), away: true }),
    ask(who, 'PUT', `${url}/policies/terms`, { id: id(), language: 'en', text: 'Mine' }),
    ask(who, 'POST', `${url}/test-letter`, { id: id() }),
  ];
  const other = (await ask('olu', 'POST', '/api/shops', opening())).body as Shop;
  await world.transact((tx) => world.shops.giveRoles(tx, other.id, 'vera', ['merchant']));
  await world.transact((tx) => world.shops.giveRoles(tx, shop.id, 'hana', ['host', 'moderator']));
  for (const who of ['vera', 'hana', null] as const) {
    const codes = (await Promise.all(acts(who))).map((answer) => answer.body.code);
    expect(codes, String(who)).toEqual(Array(7).fill(who ? 'not_allowed' : 'name_needed'));
  }
  expect((await settings()).shop.name).toBe('Kiln & Co');
  expect(world.mail.letters).toEqual([]);
});

test('[H6] the currency changes while there is no order, and stays from then on', async () => {
  const change = (more: object) => ask('mara', 'PATCH', url, { id: id(), name: 'Kiln & Co', ...more });
  expect((await change({ currency: 'KRW', country: 'KR' })).body).toMatchObject({ currency: 'KRW', country: 'KR' });
  expect((await change({ currency: 'ZZZ' })).body.code).toBe('currency_unknown');
  world.sold.add(shop.id);
  expect((await settings()).currencyFixed).toBe(true);
  expect((await change({ currency: 'EUR' })).body.code).toBe('currency_fixed');
  expect((await change({ currency: 'KRW', name: 'Renamed' })).body).toMatchObject({ currency: 'KRW', name: 'Renamed' });
});

test('[H7] [H8] [H9] what cannot be is refused by name, and changes nothing', async () => {
  const before = await settings();
  const rates = ['AT', 'AT'].map((country) => ({ country, rateBp: 1 }));
  const wrongs: [object, string][] = [
    [{ languages: { main: 'ko', all: ['en'] } }, 'language_main_missing'],
    [{ languages: { main: 'en', all: ['en', 'en'] } }, 'bad_request'],
    [{ languages: { main: 'fr', all: ['fr'] } }, 'bad_request'],
    [{ tax: { ...firstTax, rates } }, 'tax_country_twice'],
    [{ tax: { ...firstTax, rateBp: 10_001 } }, 'bad_request'],
    [{ tax: { ...firstTax, rateBp: 19.5 } }, 'bad_request'],
    [{ tax: { ...firstTax, extra: 1 } }, 'bad_request'],
    [{ delivery: oneWay(id(), { countries: [] }) }, 'delivery_nowhere'],
    [{ delivery: oneWay(id(), { costMinor: -1 }) }, 'bad_request'],
    [{ delivery: ways('Post', 'Post') }, 'delivery_names_unclear'],
    [{ delivery: ways('Post', '') }, 'delivery_names_unclear'],
    [{ delivery: oneWay(id(), { days: { from: 3, to: 1 } }) }, 'delivery_days_wrong'],
    [{ delivery: ways(...'123456789') }, 'bad_request'],
    [{ delivery: { ...oneWay(id()), costMinor: 1 } }, 'bad_request'],
    [{ sender: { name: 'Kiln', address: 'no address' } }, 'bad_request'],
    [{ demo: true }, 'bad_request'],
  ];
  for (const [body, code] of wrongs) expect((await patch(body)).body.code, JSON.stringify(body)).toBe(code);
  expect(await settings()).toEqual(before);
});

test('[H7] [H8] [H9] each part is saved by itself, and once for an id', async () => {
  const tax = { ...firstTax, rateBp: 1_900, taxId: 'DE123' };
  const said = { countries: ['DE'], costMinor: 490, pickup: true, pickupNote: 'Mon to Fri\n9 to 5' };
  const delivery = oneWay(id(), said);
  const sender = { name: 'Kiln & Co', address: 'orders@kiln.example' };
  expect((await patch({ tax })).body).toMatchObject({ tax, delivery: firstDelivery(), sender: null });
  expect((await patch({ delivery, sender })).body).toMatchObject({ tax, delivery, sender });
  expect((await patch({ languages: { main: 'en', all: ['ko', 'en'] } })).body.shop).toMatchObject({
    ...{ language: 'en', languages: ['ko', 'en'] },
  });
  const body = { id: id(), sender: null, sandbox: true };
  expect((await ask('mara', 'PATCH', `${url}/settings`, body)).body).toMatchObject({
    sender: null,
    sandbox: true,
    tax,
  });
  await patch({ sandbox: false });
  await ask('mara', 'PATCH', `${url}/settings`, body);
  expect((await settings()).sandbox).toBe(false);
});

test('[H20] [H21] up to eight ways of delivery and the rates of classes are kept as they were saved, in their order', async () => {
  const delivery = ways('Post', 'Express', ...'345678');
  Object.assign(delivery.methods[1]!, { days: { from: 1, to: 2 }, countries: ['DE', 'AT'], costMinor: 990 });
  const rates = [{ country: 'FR', rateBp: 2_000, reducedBp: 1_000, secondReducedBp: 550 }];
  const tax = { ...firstTax, rateBp: 1_900, reducedBp: 700, rates };
  await patch({ delivery, tax });
  expect(await settings()).toMatchObject({ delivery, tax });
  expect((await ask(null, 'GET', `${url}/terms`)).body).toMatchObject({ delivery, tax });
});

test('[H22] the one delivery of a shop of before is its one way, with nothing lost, and saving it again keeps its id', async () => {
  const of = { countries: ['DE', 'AT'], costMinor: 490, freeFromMinor: 5_000, pickup: true, pickupNote: 'Mon to Fri' };
  await world.sql`update shops set delivery = ${JSON.stringify(of)}::text::jsonb where id = ${shop.id}`;
  const before = oneWay(shop.id, of);
  expect((await settings()).delivery).toEqual(before);
  expect((await ask(null, 'GET', `${url}/terms`)).body.delivery).toEqual(before);
  const express = { ...firstMethod, id: id(), name: 'Express', costMinor: 990 };
  const delivery = { ...before, methods: [{ ...before.methods[0]!, name: 'Post' }, express], pickup: false };
  expect((await patch({ delivery })).body.delivery).toEqual(delivery);
  expect((await settings()).delivery).toEqual(delivery);
});

test('[H10] what is saved is done; a step that is passed over can be found again; the list can be put away', async () => {
  const setup = (body: object) => ask('mara', 'PUT', `${url}/setup`, { id: id(), ...body });
  expect((await setup({ skip: 'tax' })).body).toEqual({ done: ['name'], skipped: ['tax'], away: false });
  expect((await setup({ skip: 'name', away: true })).body).toEqual({ done: ['name'], skipped: ['tax'], away: true });
  await patch({ tax: firstTax, sandbox: false });
  expect((await settings()).setup).toEqual({ done: ['name', 'tax', 'payment'], skipped: [], away: true });
  expect((await setup({ away: false })).body.away).toBe(false);
  expect((await setup({ skip: 'nothing' })).body.code).toBe('bad_request');
  await Promise.all(['languages', 'mail', 'policies'].map((skip) => setup({ skip })));
  expect((await settings()).setup.skipped).toEqual(['languages', 'mail', 'policies']);
});

test('[H11] a test letter goes to the own address, signed as the shop says; a refusal shows why', async () => {
  await patch({ sender: { name: 'Kiln & Co', address: 'orders@kiln.example' } });
  const send = (who: Who = 'mara', letterId = id()) => ask(who, 'POST', `${url}/test-letter`, { id: letterId }, 'ko');
  world.mail.failNext();
  expect((await send()).body).toMatchObject({ code: 'mail_refused', details: { reason: 'unknown' } });
  const letterId = id();
  for (let time = 0; time < 2; time += 1) {
    expect((await send('mara', letterId)).body).toEqual({ to: 'mara@livestall.example', by: 'smtp' });
  }
  expect(world.mail.letters).toHaveLength(1);
  expect(world.mail.letters[0]).toMatchObject({
    ...{ to: 'mara@livestall.example', from: { name: 'Kiln & Co', address: 'orders@kiln.example' } },
  });
  expect(world.mail.letters[0]!.subject).toMatch(/[가-힣]/);
  await world.transact((tx) => world.shops.giveRoles(tx, shop.id, 'vera', ['merchant']));
  expect((await send('vera')).body.code).toBe('mail_address_missing');
  const codes = [];
  for (let time = 0; time < testLettersPerMinuteMax; time += 1) codes.push((await send()).body.code);
  expect(codes.at(-1)).toBe('rate_limited');
});

test('[H11] the one real shop signs the letters of the installation; of several none does', async () => {
  await world.sql`update shops set demo = true where id <> ${shop.id}`;
  await patch({ sender: { name: 'Kiln & Co', address: 'orders@kiln.example' } });
  expect(await world.shops.onlySender(world.sql)).toEqual({ name: 'Kiln & Co', address: 'orders@kiln.example' });
  await ask('olu', 'POST', '/api/shops', opening());
  expect(await world.shops.onlySender(world.sql)).toBeNull();
});

test('[H12] a policy is read in the wished language, else in the main one, else as there is one', async () => {
  const write = (language: string, text: string) =>
    ask('mara', 'PUT', `${url}/policies/returns`, { id: id(), language, text });
  const read = async (language?: string) =>
    (await ask(null, 'GET', `${url}/policies/returns${language ? `?language=${language}` : ''}`)).body;
  expect((await read()).code).toBe('policy_unknown');
  await write('en', 'Thirty days.\n\nAs it came.');
  expect(await read('ko')).toMatchObject({ kind: 'returns', language: 'en', text: 'Thirty days.\n\nAs it came.' });
  await write('ko', '삼십 일.');
  expect((await read('zh-Hans')).language).toBe('ko');
  expect((await read('en')).language).toBe('en');
  const heads = (await ask(null, 'GET', `${url}/policies`)).body.policies as { kind: string; language: string }[];
  expect(heads.map(({ kind, language }) => `${kind} ${language}`)).toEqual(['returns en', 'returns ko']);
  expect((await settings()).setup.done).toContain('policies');
  expect((await write('ko', '  ')).body.policies).toHaveLength(1);
  expect((await write('en', 'x'.repeat(20_001))).body.code).toBe('bad_request');
  expect((await ask('mara', 'PUT', `${url}/policies/other`, { id: id(), language: 'en', text: '' })).body.code).toBe(
    'bad_request',
  );
});

test('[H12] there is an outline of each policy in each language, with the shop in it, marked as no advice', async () => {
  const read = (kind: string, language: string, who: Who = 'mara') =>
    ask(who, 'GET', `${url}/outlines/${kind}?language=${language}`);
  const marks = { en: 'not legal advice', 'zh-Hans': '不构成法律意见', ko: '법률 자문이 아닙니다' };
  for (const kind of ['terms', 'returns', 'privacy', 'imprint']) {
    for (const [language, mark] of Object.entries(marks)) {
      const { text } = (await read(kind, language)).body;
      expect(text).toContain(mark);
      expect(text).toContain('Kiln & Co');
      expect(text).not.toContain('{{');
    }
  }
  await patch({ sender: { name: 'Kiln & Co', address: 'orders@kiln.example' } });
  expect((await read('imprint', 'en')).body.text).toContain('E-mail: orders@kiln.example');
  expect((await read('imprint', 'en', 'vera')).body.code).toBe('not_allowed');
});
