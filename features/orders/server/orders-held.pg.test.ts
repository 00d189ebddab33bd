import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }), heldOrdersMax: 2 });
});
afterAll(() => world.stop());

test('[O23] the limit of unpaid orders counts what is held now: a paid or cancelled one makes room', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const { skuId } = await world.addSku(50);
  const buy = (card: string, id: string = randomUUID()) =>
    ask(
      world.nodes[0]!.url,
      'POST',
      '/api/orders',
      { account: vera },
      {
        ...{
          id,
          roomId: world.roomId,
          lines: [{ skuId, quantity: 1 }],
          address,
          method: { provider: 'sandbox', card },
        },
      },
    );
  for (let paid = 0; paid < 3; paid += 1) expect((await buy('ok')).body.state).toBe('paid');
  const held = [randomUUID(), randomUUID()];
  for (const id of held) expect((await buy('decline', id)).body.state).toBe('held');
  expect((await buy('ok')).body).toMatchObject({ code: 'too_many_unpaid', details: { max: 2 } });
  const cancel = `/api/orders/${held[0]}/cancel`;
  expect((await ask(world.nodes[0]!.url, 'POST', cancel, { account: vera }, { id: randomUUID() })).status).toBe(200);
  expect((await buy('ok')).body.state).toBe('paid');
});
