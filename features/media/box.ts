/** Boxes of ISO base media files (ISO/IEC 14496-12): a size, a four-letter type, and what is inside. */

export const boxHeaderBytes = 8;

export interface Box {
  readonly type: string;
  /** What is inside, without the header: a view, not a copy. */
  readonly body: Uint8Array;
}

export function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const inside = joinBytes(parts);
  return joinBytes([uint32(boxHeaderBytes + inside.length), letters(type), inside]);
}

/** A box with a version and flags. */
export function fullBox(type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return box(type, uint32(version * 0x1000000 + flags), ...parts);
}

/** The boxes that fill `bytes` exactly, or null: sizes of 0 and 1 (to the end, 64 bit) are not read. */
export function readBoxes(bytes: Uint8Array, boxesMax: number): Box[] | null {
  const found: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (found.length === boxesMax || bytes.length - at < boxHeaderBytes) return null;
    const size = readUint32(bytes, at);
    if (size < boxHeaderBytes || size > bytes.length - at) return null;
    found.push({ type: readLetters(bytes, at + 4), body: bytes.subarray(at + boxHeaderBytes, at + size) });
    at += size;
  }
  return found;
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

export function uint8(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function uint16(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [(value >>> 8) & 0xff, value & 0xff]));
}

export function uint32(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap((value) => [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]),
  );
}

export function readUint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 0x100 + (bytes[at + 1] ?? 0);
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return readUint16(bytes, at) * 0x10000 + readUint16(bytes, at + 2);
}

export function letters(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);
}

export function readLetters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
