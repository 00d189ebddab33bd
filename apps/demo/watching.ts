import type { latest } from '../../features/rooms/protocol.ts';

/** What the room says of how many watch; null before it has counted. */
export function watchingOf(values: Readonly<Record<string, unknown>>): number | null {
  const key: keyof typeof latest = 'room.watching';
  const count = values[key];
  return typeof count === 'number' ? count : null;
}
