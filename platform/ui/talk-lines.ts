import type { TalkLine } from '../kit/socket-protocol.ts';

/** The page keeps so many lines; older ones are the replay's business. */
export const linesKept = 200;

/** Adds lines, each once: one's own comes back under its id, and a reconnect may repeat some. */
export function withLines(held: readonly TalkLine[], lines: readonly TalkLine[]): readonly TalkLine[] {
  if (lines.length === 0) return held;
  const byId = new Map(held.map((line) => [line.id, line]));
  for (const line of lines) byId.set(line.id, line);
  const all = [...byId.values()].sort((one, other) => one.at - other.at || (one.number ?? 0) - (other.number ?? 0));
  return all.slice(-linesKept);
}
