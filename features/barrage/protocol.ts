import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Text, TimeMs } from '../../platform/kit/schema.ts';

export const lineCharsMax = 100;
/** What a person can read in a second; beyond it a room's talk is sampled. */
export const readableLinesPerSecond = 14;

export const Line = Type.Object({
  id: Type.String(),
  number: Type.Union([Type.Integer(), Type.Null()]),
  at: TimeMs,
  name: Type.String(),
  badge: Type.Union([Type.String(), Type.Null()]),
  text: Type.String(),
  saved: Type.Boolean(),
});
export type Line = Static<typeof Line>;

/** GET /api/rooms/:roomId/talk?after=<number>&limit=<n> -> {lines: Line[]}, oldest first; without `after` the newest. */

/** Socket commands. The command's id is the line's id. */
export const commands = {
  'barrage.send': {
    body: Type.Object({ text: Text(lineCharsMax) }, closed),
    answer: Line,
    description: 'Says a line in the room. Needs a name.',
  },
};

export const refusals = {
  talk_too_fast: 429,
  talk_closed: 409,
  talk_empty: 422,
} as const satisfies RefusalTable;
