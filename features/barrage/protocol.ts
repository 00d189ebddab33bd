import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Id, Text, TimeMs } from '../../platform/kit/schema.ts';

export const lineCharsMax = 100;
/** As it is written: an emote such as `:heart:` is one character of a line. */
export const lineTypedCharsMax = 400;
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
  reply: Type.Optional(
    Type.Object(
      { id: Type.String(), name: Type.String() },
      { description: 'The line that this one answers, and whose.' },
    ),
  ),
});
export type Line = Static<typeof Line>;

/** GET /api/rooms/:roomId/talk?after=<number>&limit=<n> -> {lines: Line[]}, oldest first; without `after` the newest. */

/** GET /api/rooms/:roomId/talk/:lineId -> Line; such as the one that `talk.pinned` names. */

/** Socket commands. The command's id is the line's id. */
export const commands = {
  'barrage.send': {
    body: Type.Object({ text: Text(lineTypedCharsMax), replyTo: Type.Optional(Id) }, closed),
    answer: Line,
    description:
      'Says a line in the room, of 100 characters, each emote such as `:heart:` being one. Needs a name. `replyTo`: the line that it answers. Links are for the host and the moderators.',
  },
  'barrage.pin': {
    body: Type.Object({ lineId: Id }, closed),
    answer: Type.Object({}),
    description: 'Puts a line of the talk above it, for all, in the place of another. Host, moderator, merchant.',
  },
  'barrage.unpin': {
    body: Type.Object({}, closed),
    answer: Type.Object({}),
    description: 'Takes the pinned line down. Host, moderator, merchant.',
  },
};

export const facts = {
  'talk.pinned': Type.Object({ lineId: Id }),
  'talk.unpinned': Type.Object({}),
};
export const fact = factMaker(facts);

export const refusals = {
  talk_too_fast: 429,
  talk_closed: 409,
  talk_empty: 422,
  talk_slow: 429,
  muted: 403,
  muted_for_show: 403,
  line_removed: 410,
  line_not_here: 404,
  talk_link: 422,
} as const satisfies RefusalTable;
