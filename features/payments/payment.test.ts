import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  nextPaymentState,
  type PaymentEvent,
  type PaymentState,
  paymentEvents,
  paymentStates,
  recheckAfterMs,
  recheckMaxMs,
} from './payment.ts';

test('[P1] the table of states, walked whole', () => {
  const walked = paymentStates.map((state) => [state, paymentEvents.map((event) => nextPaymentState(state, event))]);
  expect(walked).toEqual([
    ['started', ['declined', 'captured', 'calling_off', null, null, null]],
    ['calling_off', ['declined', 'captured', null, null, null, null]],
    ['declined', [null, 'captured', null, null, null, null]],
    ['captured', [null, null, null, 'refunding', null, null]],
    ['refunding', [null, null, null, null, 'refunded', 'refund_failed']],
    ['refunded', [null, null, null, null, null, 'refund_failed']],
    ['refund_failed', [null, null, null, 'refunding', null, null]],
  ]);
});

test('[P2] whatever the order and the repeats of what is heard, captured money is never forgotten', () => {
  const events = fc.array(fc.constantFrom<PaymentEvent>('capture', 'decline'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(events, (heard) => {
      let state: PaymentState = 'started';
      for (const event of heard) state = nextPaymentState(state, event) ?? state;
      expect(state).toBe(heard.includes('capture') ? 'captured' : 'declined');
    }),
  );
});

test('[P8] the waits between checks grow and stay bounded', () => {
  expect([0, 1, 2].map(recheckAfterMs)).toEqual([5_000, 10_000, 20_000]);
  expect(recheckAfterMs(5_000)).toBe(recheckMaxMs);
});
