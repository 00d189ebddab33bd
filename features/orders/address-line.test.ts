import { expect, test } from 'vitest';
import { addressLine } from './address-line.ts';

const vera = {
  name: 'Vera Voss',
  line1: 'Teststraße 1',
  line2: '',
  postcode: '07743',
  city: 'Jena',
  country: 'DE',
  phone: '',
};

test('[O32] an address is written in the order of its country', () => {
  expect(addressLine(vera)).toBe('Vera Voss, Teststraße 1, 07743 Jena');
  expect(addressLine({ ...vera, line2: '2nd floor' })).toBe('Vera Voss, Teststraße 1, 2nd floor, 07743 Jena');
  const seoul = {
    name: '김베라',
    line1: '세종대로 110',
    line2: '3층',
    postcode: '04524',
    city: '서울',
    country: 'KR',
    phone: '',
  };
  expect(addressLine(seoul)).toBe('04524 서울 세종대로 110 3층 김베라');
});
