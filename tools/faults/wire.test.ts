import { expect, test } from 'vitest';
import { createWireReader } from './wire.ts';

test('a statement is known when it is run: at once, or by the name under which it was prepared', () => {
  const sent = Buffer.concat([
    message('', '\0\x03\0\0user\0vera\0\0'),
    message('Q', 'begin \0'),
    message('P', 's1\0insert into orders\0\0\0'),
    message('B', '\0s1\0'),
    message('B', '\0s1\0'),
    message('P', '\0commit\0\0\0'),
    message('B', '\0\0'),
  ]);
  for (const size of [1, 7, sent.length]) {
    const read = createWireReader();
    const messages = [];
    for (let at = 0; at < sent.length; at += size) messages.push(...read(sent.subarray(at, at + size)));
    expect(messages.flatMap(({ runs }) => runs ?? [])).toEqual([
      'begin ',
      'insert into orders',
      'insert into orders',
      'commit',
    ]);
    expect(Buffer.concat(messages.map(({ bytes }) => bytes))).toEqual(sent);
  }
});

function message(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body, 'latin1')]);
}
