import { expect, test } from 'vitest';
import { decideParcel, type OrderNow, returnable, returnProblem } from './fulfilment.ts';

const id = '00000000-0000-0000-0000-000000000001';
const order: OrderNow = {
  ...{ state: 'paid', pickup: false, lines: [{ skuId: 'a', quantity: 3 }] },
  refunds: [
    { state: 'made', lines: [{ skuId: 'a', units: 1 }] },
    { state: 'failed', lines: [{ skuId: 'a', units: 2 }] },
  ],
};
const shipped = { id, step: 'shipped', carrier: 'DHL', number: 'JD1' } as const;

test('[F2] an order goes out once; its number can be put right, also after it was refunded', () => {
  const sent = decideParcel(order, null, shipped, 5);
  expect(sent).toEqual({ state: 'sent', carrier: 'DHL', number: 'JD1', at: 5 });
  const right = decideParcel({ ...order, state: 'refunded' }, sent as never, { ...shipped, number: 'JD2' }, 9);
  expect(right).toEqual({ state: 'sent', carrier: 'DHL', number: 'JD2', at: 5 });
  expect(decideParcel({ ...order, state: 'held' }, null, shipped, 5)).toEqual({ refused: 'order_not_to_send' });
  expect(decideParcel(order, null, { id, step: 'ready' }, 5)).toEqual({ refused: 'order_not_to_send' });
});

test('[F2] what is fetched is made ready and handed over, and never shipped', () => {
  const fetched = { ...order, pickup: true };
  const ready = decideParcel(fetched, null, { id, step: 'ready' }, 5);
  expect(ready).toMatchObject({ state: 'ready', at: 5 });
  expect(decideParcel(fetched, ready as never, { id, step: 'handed_over' }, 9)).toMatchObject({ state: 'sent', at: 9 });
  expect(decideParcel(fetched, null, shipped, 5)).toEqual({ refused: 'order_not_to_send' });
});

test('[F4] what was bought and did not go back can be asked back, one request at a time', () => {
  expect([...returnable(order)]).toEqual([['a', 2]]);
  expect(returnProblem(order, false, [{ skuId: 'a', units: 2 }])).toBeNull();
  expect(returnProblem(order, true, [{ skuId: 'a', units: 1 }])).toEqual({ refused: 'return_open' });
  const twice = [
    { skuId: 'a', units: 2 },
    { skuId: 'a', units: 1 },
  ];
  expect(returnProblem(order, false, twice)).toEqual({ refused: 'return_beyond_order', details: { left: 2 } });
  expect(returnProblem(order, false, [{ skuId: 'b', units: 1 }])).toMatchObject({ refused: 'return_beyond_order' });
  expect(returnProblem({ ...order, state: 'refunded' }, false, [])).toEqual({ refused: 'order_act_impossible' });
});
