import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { derivedId } from './derived-id.ts';
import { Id } from './schema.ts';

test('a derived id is a UUID, the same for the same cause and another for another', () => {
  expect(Value.Check(Id, derivedId('payout', 'po_1'))).toBe(true);
  expect(derivedId('payout', 'po_1')).toBe(derivedId('payout', 'po_1'));
  expect(new Set([derivedId('payout', 'po_1'), derivedId('payout', 'po_2'), derivedId('fee', 'po_1')]).size).toBe(3);
});
