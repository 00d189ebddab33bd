import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal, type Refusal } from '../../platform/kit/refusal.ts';
import { pinsMax, type RoomState, refusals } from './protocol.ts';
import { change, type Decision, pin, type RoomNow, type RoomStep, setBag, step, transitions, unpin } from './rooms.ts';
import { explainedOf, type RoomView, roomFold } from './rooms-view.ts';

const room = (over: Partial<RoomNow> = {}): RoomNow => ({
  state: 'live',
  title: 'Autumn linen',
  coverPictureId: null,
  audience: 'everyone',
  productIds: ['a', 'b', 'c', 'd'],
  pins: [],
  ...over,
});
const products = ['a', 'b', 'c', 'd', 'e'];

function ok<T extends Decision>(decision: T | Refusal): T {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision;
}

describe("the room's life", () => {
  const states: RoomState[] = ['scheduled', 'live', 'ended'];
  const steps: RoomStep[] = ['goLive', 'end'];
  const expected: Record<string, string> = {
    'scheduled goLive': 'live',
    'scheduled end': 'room_not_live',
    'live goLive': 'room_already_live',
    'live end': 'ended',
    'ended goLive': 'room_ended',
    'ended end': 'room_ended',
  };

  it('[R2] the table knows every state and step, and each goes where it is written', () => {
    expect(Object.keys(transitions).sort()).toEqual([...states].sort());
    for (const state of states) {
      expect(Object.keys(transitions[state]).sort()).toEqual([...steps].sort());
      for (const what of steps) {
        const decision = step(room({ state }), what);
        const came = isRefusal(decision) ? decision.refused : decision.next.state;
        expect(`${state} ${what} ${came}`).toBe(`${state} ${what} ${expected[`${state} ${what}`]}`);
        if (isRefusal(decision)) expect(refusals).toHaveProperty(decision.refused);
        else expect(decision.facts.map((one) => one.kind)).toEqual([what === 'goLive' ? 'room.live' : 'room.ended']);
      }
    }
  });

  it('[R3] the end keeps the bag and lets the pins go', () => {
    const { next } = ok(step(room({ pins: [{ productId: 'a', explaining: true }] }), 'end'));
    expect(next).toMatchObject({ state: 'ended', productIds: ['a', 'b', 'c', 'd'], pins: [] });
    expect(setBag(next, [], new Set())).toEqual({ refused: 'room_ended' });
    expect(pin(next, 'a', true)).toEqual({ refused: 'room_ended' });
    expect(unpin(next, 'a')).toEqual({ refused: 'room_ended' });
  });
});

describe('bag and pins', () => {
  it('[R6] only products of the shop that are for sale come in; what is in may stay', () => {
    expect(setBag(room(), ['a', 'e'], new Set(['a']))).toEqual({ refused: 'bag_product_unknown' });
    expect(ok(setBag(room(), ['b', 'e'], new Set(['e'])))).toMatchObject({
      added: ['e'],
      next: { productIds: ['b', 'e'] },
    });
    expect(ok(setBag(room(), ['a', 'b', 'c', 'd'], new Set())).facts).toEqual([]);
  });

  it('[R7] a product leaves the pins before it leaves the bag', () => {
    const pins = [
      { productId: 'a', explaining: true },
      { productId: 'b', explaining: false },
    ];
    const { facts, next } = ok(setBag(room({ pins }), ['b'], new Set()));
    expect(facts.map((one) => one.kind)).toEqual(['product.unpinned', 'product.pinned', 'bag.changed']);
    expect(next.pins).toEqual([{ productId: 'b', explaining: true }]);
  });

  it('[R8] up to three pins of the bag, exactly one of them explained', () => {
    expect(pin(room(), 'e', true)).toEqual({ refused: 'not_in_bag' });
    let now = room();
    for (const id of ['a', 'b', 'c']) now = ok(pin(now, id, false)).next;
    expect(now.pins.map((one) => one.explaining)).toEqual([true, false, false]);
    expect(pin(now, 'd', true)).toEqual({ refused: 'too_many_pins', details: { max: 3 } });
    now = ok(pin(now, 'c', true)).next;
    expect(now.pins.map((one) => one.explaining)).toEqual([false, false, true]);
    expect(ok(pin(now, 'c', false)).facts).toEqual([]);
    expect(ok(unpin(now, 'c')).next.pins.map((one) => one.explaining)).toEqual([true, false]);
    expect(ok(unpin(now, 'd')).facts).toEqual([]);
  });

  it('[R5] a change of title or cover is told with both; the same again is not told', () => {
    expect(ok(change(room(), { title: 'Linen' })).facts[0]!.body).toEqual({ title: 'Linen', coverPictureId: null });
    expect(ok(change(room({ coverPictureId: 'p' }), { coverPictureId: null })).next.coverPictureId).toBe(null);
    expect(ok(change(room(), { title: 'Autumn linen' })).facts).toEqual([]);
  });
});

describe('decisions and the fold', () => {
  const id = fc.constantFrom(...products);
  const act = fc.oneof(
    fc.record({ act: fc.constant('pin' as const), id, explaining: fc.boolean() }),
    fc.record({ act: fc.constant('unpin' as const), id }),
    fc.record({ act: fc.constant('bag' as const), ids: fc.uniqueArray(id, { maxLength: 5 }) }),
    fc.record({ act: fc.constant('step' as const), what: fc.constantFrom('goLive' as const, 'end' as const) }),
    fc.record({ act: fc.constant('change' as const), title: fc.constantFrom('x', 'y') }),
  );
  const decide = (now: RoomNow, one: Parameters<Parameters<typeof act.map>[0]>[0]): Decision | Refusal => {
    switch (one.act) {
      case 'pin':
        return pin(now, one.id, one.explaining);
      case 'unpin':
        return unpin(now, one.id);
      case 'bag':
        return setBag(now, one.ids, new Set(products));
      case 'step':
        return step(now, one.what);
      case 'change':
        return change(now, one);
    }
  };

  it('[R9] whoever folds the facts sees the room as it is stored, at every moment', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let now = room({ state: 'scheduled', title: '', productIds: [] });
        let view: RoomView = roomFold.initial;
        let number = 0;
        for (const one of acts) {
          const decision = decide(now, one);
          if (isRefusal(decision)) continue;
          now = decision.next;
          for (const fact of decision.facts) {
            number += 1;
            view = roomFold.apply(view, { ...fact, number, at: number });
          }
          const { liveAt, endedAt, explainedSince, ...seen } = view;
          const { audience, ...told } = now;
          expect(audience).toBe('everyone');
          expect(seen).toEqual(told);
          expect([liveAt !== null, endedAt !== null]).toEqual([now.state !== 'scheduled', now.state === 'ended']);
          expect(explainedSince === null).toBe(now.pins.length === 0);
          expect(now.pins.length).toBeLessThanOrEqual(pinsMax);
          expect(now.pins.filter((held) => held.explaining)).toHaveLength(Math.min(1, now.pins.length));
          expect(now.pins.every((held) => now.productIds.includes(held.productId))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[R20] the time on a product begins when it takes the focus, and with nothing else', () => {
    const facts: [string, object][] = [
      ['product.pinned', { productId: 'a', explaining: true }],
      ['product.pinned', { productId: 'b', explaining: false }],
      ['bag.changed', { productIds: ['b', 'a'] }],
      ['product.pinned', { productId: 'b', explaining: true }],
      ['product.unpinned', { productId: 'a' }],
      ['product.unpinned', { productId: 'b' }],
    ];
    let view = roomFold.initial;
    const seen = facts.map(([kind, body], at) => {
      view = roomFold.apply(view, { kind, body, number: at + 1, at: at + 1 } as Parameters<typeof roomFold.apply>[1]);
      return [explainedOf(view.pins), view.explainedSince];
    });
    expect(seen).toEqual([
      ['a', 1],
      ['a', 1],
      ['a', 1],
      ['b', 4],
      ['b', 4],
      [null, null],
    ]);
  });
});
