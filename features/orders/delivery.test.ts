import { expect, test } from 'vitest';
import { type DeliveryMethod, firstMethod } from '../shops/terms.ts';
import { countriesServed, deliveryText, proposedMethod } from './delivery.ts';

const way = (id: string, more: Partial<DeliveryMethod> = {}): DeliveryMethod => ({ ...firstMethod, id, ...more });
const methods = [
  way('express', { costMinor: 990, countries: ['DE'] }),
  way('post', { costMinor: 490, countries: ['DE', 'AT'] }),
  way('bike', { costMinor: 490, countries: ['DE'] }),
];

test('[O75] a checkout proposes what was wished for or went last, where that serves; else the cheapest', () => {
  const proposed = (country: string, wishedId: string | null) =>
    proposedMethod({ methods }, { country, wishedId }, 1_000)?.id;
  expect(proposed('DE', 'express')).toBe('express');
  expect(proposed('AT', 'express')).toBe('post');
  expect(proposed('DE', 'of another shop')).toBe('post');
  expect(proposed('DE', null)).toBe('post');
  expect(proposed('KR', 'express')).toBeUndefined();
});

test('[O70] a shop delivers to every country that one of its ways leads to', () => {
  expect(countriesServed({ methods })).toEqual(['DE', 'AT']);
  expect(countriesServed({ methods: [...methods, way('abroad')] })).toBeNull();
  expect(countriesServed({ methods: [] })).toEqual([]);
});

test('[H20] [O72] a way is said with its time; without a name it is delivery', () => {
  const texts: Readonly<Record<string, (values: Record<string, string | number>) => string>> = {
    'orders:charges.delivery': () => 'Delivery',
    'orders:charges.days': ({ days, count }) => `${days} working ${count === 1 ? 'day' : 'days'}`,
    'orders:charges.nameAndDays': ({ name, days }) => `${name}, ${days}`,
  };
  const said = (name: string, days: DeliveryMethod['days'], locale = 'en') =>
    deliveryText({ name, days }, (key, values) => texts[key]!(values), locale);
  expect(said('Express', { from: 1, to: 1 })).toBe('Express, 1 working day');
  expect(said('', { from: 2, to: 4 })).toBe('Delivery, 2–4 working days');
  expect(said('', { from: 2, to: 4 }, 'ko')).toBe('Delivery, 2~4 working days');
  expect(said('Post', null)).toBe('Post');
  expect(deliveryText(null, (key, values) => texts[key]!(values), 'en')).toBe('Delivery');
});
