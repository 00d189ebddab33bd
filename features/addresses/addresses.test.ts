import { expect, test } from 'vitest';
import { mergeBooks, withAdded, withChanged, withDefault, withRemoved } from './addresses.ts';
import { addressesMax, type KeptAddress } from './protocol.ts';

const at = (city: string) => ({
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city, country: 'DE', phone: '' },
});
const kept = (id: string, isDefault = false): KeptAddress => ({ id, address: at(id), isDefault });
const full = Array.from({ length: addressesMax }, (_, index) => kept(`${index}`, index === 0));

test('[N2] [N3] the first is the default; the same is not there twice; so many and no more', () => {
  expect(withAdded([], 'a', at('a'))).toEqual([kept('a', true)]);
  expect(withAdded([kept('a', true)], 'b', at('a'))).toEqual([kept('a', true)]);
  expect(withAdded([kept('a', true)], 'b', at('b'))).toEqual([kept('a', true), kept('b')]);
  expect(withAdded(full, 'b', at('b'))).toEqual({ refused: 'addresses_full', details: { max: addressesMax } });
  expect(withAdded(full, 'b', at('3'))).toEqual(full);
});

test('[N3] another becomes the default; when that is removed the newest of the rest takes over', () => {
  const book = [kept('a', true), kept('b'), kept('c')];
  expect(withDefault(book, 'b')).toEqual([kept('a'), kept('b', true), kept('c')]);
  expect(withRemoved(book, 'a')).toEqual([kept('b'), kept('c', true)]);
  expect(withRemoved(book, 'b')).toEqual([kept('a', true), kept('c')]);
  expect(withRemoved([kept('a', true)], 'a')).toEqual([]);
  for (const act of [withDefault(book, 'x'), withChanged(book, 'x', at('x'))]) {
    expect(act).toEqual({ refused: 'address_unknown' });
  }
});

test('[N4] two books become one: the account’s default stays, and as much as fits', () => {
  const brought = [kept('b', true), { ...kept('a'), id: 'other' }];
  expect(mergeBooks([kept('a', true)], brought)).toEqual([kept('a', true), kept('b')]);
  expect(mergeBooks([], [kept('b'), kept('c', true)])).toEqual([kept('b'), kept('c', true)]);
  expect(mergeBooks(full, brought)).toEqual(full);
});
