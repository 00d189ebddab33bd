/** Part of a file: from its first to its last byte, both of them in it. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What a Range header (RFC 9110, 14.2) asks of a file of that size. `whole` for none, for another unit and for several parts
 * at once, which a server may answer with everything; `beyond` for one that begins after its end.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'whole' | 'beyond' {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'beyond' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) return 'beyond';
  return last < first ? 'whole' : { first, last };
}
