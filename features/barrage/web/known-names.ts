import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import type { RoomConnection } from '../../../platform/ui/room-connection.ts';

/** Of one room; more would not be looked for in every line. */
const namesMax = 500;
const namesOf = new WeakMap<RoomConnection, Set<string>>();

/** Who has spoken in this room, as far as this page has seen. */
export function knownNames(connection: RoomConnection): ReadonlySet<string> {
  return namesOf.get(connection) ?? new Set();
}

export function learnNames(connection: RoomConnection, lines: readonly TalkLine[]): void {
  const names = namesOf.get(connection) ?? new Set();
  namesOf.set(connection, names);
  for (const { name } of lines) {
    if (names.has(name)) continue;
    names.add(name);
    if (names.size > namesMax) names.delete(names.values().next().value!);
  }
}
