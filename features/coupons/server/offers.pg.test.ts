import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../../platform/kit/actor.ts';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const minuteMs = 60_000;
const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
let world: SaleWorld;
let lines = 0;

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
});
afterEach(async () => {
  world.clock.aheadMs = 0;
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const staff = (role: Role) => ({ account: `staff-${role}`, roles: { [world.shopId]: [role] } });
const call = (method: string, path: string, as: object, body?: object) =>
  ask(world.nodes[0]!.url, method, path, as, body);
const path = () => `/api/rooms/${world.roomId}/offers`;
const offer = (more: object, as: object = staff('host')) =>
  call('POST', path(), as, { id: randomUUID(), off: { percentOff: 25 }, productIds: [], minutes: 30, ...more });
const listed = async (as: object = staff('host')) =>
  (await call('GET', path(), as)).body.offers as { id: string; name: string; state: string }[];
const stateOf = async (id: unknown) => (await listed()).find((one) => one.id === id)?.state;
const held = async (account: string) => {
  const { body } = await call('GET', `/api/me/coupons?shopId=${world.shopId}`, { account });
  return (body.claims as { coupon: { id: string; personal: boolean } }[]).map(({ coupon }) => coupon);
};
/** A line of the room's talk, or of another room's. */
async function said(account: string, roomId = world.roomId): Promise<string> {
  const lineId = randomUUID();
  lines += 1;
  await world.sql`insert into barrage_lines (room_id, number, id, shop_id, account_id, text, at)
    values (${roomId}, ${lines}, ${lineId}, ${world.shopId}, ${account}, 'How large is it?', now())`;
  return lineId;
}
const buy = (account: string, skuId: string, more: object = {}) =>
  call(
    'POST',
    '/api/orders',
    { account },
    {
      ...{ id: randomUUID(), roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address },
      ...{ method: { provider: 'sandbox', card: 'ok' }, ...more },
    },
  );

test('[K40] a host offers to whoever said a line of the room; a line of elsewhere, and two names or none, are nobody', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const lineId = await said(vera);
  const made = await offer({ lineId });
  expect(made.body).toMatchObject({ name: 'Vera', state: 'open', off: { percentOff: 25 } });
  expect(await held(vera)).toEqual([expect.objectContaining({ id: made.body.id, personal: true })]);
  const nobody = [
    { lineId: await said(vera, randomUUID()) },
    { lineId: randomUUID() },
    { lineId: await said('gone-0000') },
    { lineId, accountId: vera },
    {},
  ];
  for (const more of nobody) expect((await offer(more)).body.code).toBe('coupon_person_unknown');
  for (const role of ['moderator', 'merchant'] as const)
    expect((await offer({ lineId }, staff(role))).body.code).toBe('not_allowed');
});

test('[K41] staff of the shop read what was offered: open, used while an order stands, open again, over', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const { skuId } = await world.addSku(10, 1_000);
  const { id } = (await offer({ accountId: vera })).body;
  for (const role of ['host', 'moderator', 'merchant'] as const)
    expect((await listed(staff(role)))[0]).toMatchObject({ id, name: 'Vera', by: 'staff-host', state: 'open' });
  expect((await call('GET', path(), { account: vera })).body.code).toBe('not_allowed');
  const order = await buy(vera, skuId, { method: { provider: 'sandbox', card: 'decline' } });
  expect([order.body.totalMinor, await stateOf(id)]).toEqual([750, 'used']);
  await call('POST', `/api/orders/${order.body.id}/cancel`, { account: vera }, { id: randomUUID() });
  expect(await stateOf(id)).toBe('open');
  world.clock.aheadMs = 30 * minuteMs;
  expect(await stateOf(id)).toBe('over');
});

test('[K42] an offer that is taken back is over at once: its person and the staff are told, and nothing is taken off', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const { skuId } = await world.addSku(10, 1_000);
  const { id } = (await offer({ accountId: vera })).body;
  await call('POST', `/api/coupons/${id}/end`, staff('host'), { id: randomUUID() });
  expect(await stateOf(id)).toBe('over');
  expect((await buy(vera, skuId)).body.totalMinor).toBe(1_000);
  const told = await world.sql<{ stream: string; kind: string }[]>`
    select stream, kind from facts where body ->> 'couponId' = ${id as string} order by stream, number`;
  expect([...told]).toEqual([
    { stream: `person:${vera}`, kind: 'coupon.withdrawn' },
    { stream: `staff:${world.roomId}`, kind: 'coupon.offers_changed' },
    { stream: `staff:${world.roomId}`, kind: 'coupon.offers_changed' },
  ]);
});

test('[K46] what one holds is told for a day after its end, and then no more', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  await offer({ accountId: vera });
  world.clock.aheadMs = (30 + 24 * 60 - 1) * minuteMs;
  expect(await held(vera)).toHaveLength(1);
  world.clock.aheadMs = (30 + 24 * 60 + 1) * minuteMs;
  expect(await held(vera)).toEqual([]);
});

test('[K43] a coupon whose end is past is not made', async () => {
  const draft = {
    ...{ title: 'Ten off', off: { percentOff: 10 }, minimumMinor: 0, productIds: [], quota: 9, perPerson: 1 },
    ...{ liveOnly: false, stacks: false },
  };
  const make = (endsAt: number) =>
    call('POST', `/api/shops/${world.shopId}/coupons`, staff('host'), { ...draft, id: randomUUID(), endsAt });
  expect((await make(Date.now() - 1_000)).body.code).toBe('coupon_over');
  expect((await make(Date.now() + minuteMs)).status).toBe(200);
});
