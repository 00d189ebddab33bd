import { expect, test } from 'vitest';
import * as library from 'ws';
import { mendWrite } from './mended-receiver.ts';

/** The library exports it, and its types do not. */
const { Receiver } = library as unknown as {
  readonly Receiver: new (options: object) => Parameters<typeof mendWrite>[0];
};
const mask = [1, 2, 3, 4];

function frame(firstByte: number, bytes: Uint8Array): Buffer {
  return Buffer.from([firstByte, 0x80 | bytes.length, ...mask, ...[...bytes].map((byte, at) => byte ^ mask[at % 4]!)]);
}

/** A message that is inflated, and behind it, while that lasts, half a character and another message. */
function readBroken(mend: boolean): { messages: number; errors: string[]; thrown: unknown } {
  let inflated: (() => void) | undefined;
  const inflate = {
    decompress(data: Buffer, _fin: boolean, done: (error: null, data: Buffer) => void) {
      inflated = () => done(null, data);
    },
  };
  const receiver = new Receiver({
    ...{ isServer: true, allowSynchronousEvents: true, extensions: { 'permessage-deflate': inflate } },
  });
  const seen = { messages: 0, errors: [] as string[], thrown: null as unknown };
  receiver.on('message', () => {
    seen.messages += 1;
  });
  receiver.on('error', (error: NodeJS.ErrnoException) => seen.errors.push(error.code!));
  if (mend) mendWrite(receiver);
  receiver.write(frame(0xc1, Buffer.from('{}')));
  receiver.write(frame(0x81, Buffer.from([0xff, 0xfe])));
  receiver.write(frame(0x81, Buffer.from('{"a":1}')));
  try {
    inflated!();
  } catch (error) {
    seen.thrown = error;
  }
  return seen;
}

test('[X16] a broken message behind one that is inflated is an error of its socket, and none of the process', async () => {
  const seen = readBroken(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual({ messages: 1, errors: ['WS_ERR_INVALID_UTF8'], thrown: null });
});

test('[X16] the library still needs it', () => {
  expect(readBroken(false).thrown).toBeInstanceOf(TypeError);
});
