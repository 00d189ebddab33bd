import { expect, test } from 'vitest';
import { chooseLanAddress, type MachineAddress, namesOfMachine } from './machine-names.ts';

const card = (name: string, address: string): MachineAddress => ({
  name,
  address,
  family: address.includes(':') ? 'IPv6' : 'IPv4',
  internal: name === 'lo',
});
const all = [
  card('lo', '127.0.0.1'),
  card('docker0', '172.17.0.1'),
  card('tun0', '10.8.0.2'),
  card('wlan0', '192.168.178.34'),
  card('wlan0', 'fe80::1'),
  card('eth0', '192.168.2.9'),
];

test.each([
  ['the card with the way out', all, '192.168.2.9', '192.168.2.9'],
  ['a real card rather than the tunnel that has the way out', all, '10.8.0.2', '192.168.178.34'],
  ['a real card when there is no way out', all, undefined, '192.168.178.34'],
  [
    'a private address before a public one',
    [card('eth0', '203.0.113.5'), card('eth1', '10.1.1.1')],
    undefined,
    '10.1.1.1',
  ],
  ['a public address when there is no other', [card('eth0', '203.0.113.5')], '203.0.113.5', '203.0.113.5'],
  ['a tunnel when there is nothing else', [card('wg0', '10.8.0.2')], '10.8.0.2', '10.8.0.2'],
  ['nothing when there is no network', [card('lo', '127.0.0.1')], undefined, undefined],
])('[K5] the address for phones is %s', (_what, cards, routed, chosen) => {
  expect(chooseLanAddress(cards, routed)).toBe(chosen);
});

test('[K5] the certificate names the machine by every name that one beside it may type', () => {
  expect(namesOfMachine('192.168.178.34', all, 'Stall-7.fritz.box')).toEqual([
    '192.168.178.34',
    '172.17.0.1',
    '10.8.0.2',
    '192.168.2.9',
    'stall-7',
    'stall-7.local',
    'localhost',
    '127.0.0.1',
    '::1',
  ]);
});

test('[K5] a machine whose name is no name is known by its addresses', () => {
  expect(namesOfMachine('10.0.0.1', [], "Hana's laptop")).toEqual(['10.0.0.1', 'localhost', '127.0.0.1', '::1']);
});
