import { constants, deflateRawSync } from 'node:zlib';

/** First byte of a frame: the last of its message, text; and the bit that says compressed. */
const finalText = 0x81;
const compressedBit = 0x40;
/** Below it the bytes saved are fewer than the packet's own heads. */
export const deflateBytesMin = 256;
/** What Z_SYNC_FLUSH leaves at the end, and RFC 7692 (7.2.1) takes away. */
const flushTailBytes = 4;

/**
 * A text for many sockets: encoded and framed (RFC 6455) once for all of them, and compressed once for those who agreed to
 * permessage-deflate (RFC 7692). Each compressed text stands alone (no context takeover), so that one serves everybody. Only
 * what all may see is compressed: the length of a compressed secret would tell about it.
 */
export class SharedText {
  readonly value: string;
  readonly #isPublic: boolean;
  #plain: Buffer | null = null;
  #deflated: Buffer | null = null;

  constructor(value: string, isPublic = false) {
    this.value = value;
    this.#isPublic = isPublic;
  }

  /** The whole frame as it goes over the wire. */
  frame(deflated: boolean): Buffer {
    if (deflated && this.#isPublic) {
      this.#deflated ??= this.#deflate();
      return this.#deflated;
    }
    this.#plain ??= framed(Buffer.from(this.value), false);
    return this.#plain;
  }

  #deflate(): Buffer {
    const text = Buffer.from(this.value);
    if (text.length < deflateBytesMin) return this.frame(false);
    const bytes = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH });
    return framed(bytes.subarray(0, -flushTailBytes), true);
  }
}

/** RFC 6455, 5.2: a server's frames are not masked, and the length takes 1, 3 or 9 bytes. */
function framed(payload: Buffer, compressed: boolean): Buffer {
  const { length } = payload;
  const headBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + length);
  frame[0] = compressed ? finalText | compressedBit : finalText;
  if (headBytes === 2) frame[1] = length;
  else if (headBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, headBytes);
  return frame;
}
