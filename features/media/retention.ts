/** A segment on disk. */
export interface Recorded {
  readonly number: number;
  readonly bytes: number;
  readonly at: number;
}

export interface RetentionLimits {
  readonly keepMs: number;
  readonly bytesMax: number;
}

/** How many of the oldest segments go. The list is in order of time; what is too old goes first, then what is too much. */
export function countToDelete(recorded: readonly Recorded[], now: number, limits: RetentionLimits): number {
  let bytes = recorded.reduce((sum, segment) => sum + segment.bytes, 0);
  let count = 0;
  for (const segment of recorded) {
    if (segment.at > now - limits.keepMs && bytes <= limits.bytesMax) break;
    bytes -= segment.bytes;
    count++;
  }
  return count;
}
