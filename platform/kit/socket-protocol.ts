import { type Static, type TSchema, Type } from 'typebox';
import type { NumberedFact } from './fact.ts';
import { closed, Id } from './schema.ts';

/**
 * What goes over a room's socket (`/socket?room=<id>`), in both directions, as JSON text. A socket belongs to one room.
 * Server to viewer there are three lanes in one frame per beat: facts in order, latest-wins state, sampled talk and moments.
 */
export const frameBytesMax = 64 * 1024;
export const commandBytesMax = 8 * 1024;

/** Which of the viewer's streams a run of facts belongs to: ids stay out of the frame, the socket knows them. */
export const StreamName = Type.Union([Type.Literal('room'), Type.Literal('staff'), Type.Literal('person')]);
export type StreamName = Static<typeof StreamName>;

/** Where a viewer is in a stream. The epoch changes when a stream's numbering starts anew (a restored backup). */
export interface Position {
  readonly epoch: number;
  readonly number: number;
}

const HeldPosition = Type.Optional(
  Type.Object({ epoch: Type.Integer(), number: Type.Integer({ minimum: 0 }) }, closed),
);
export const Hello = Type.Object(
  {
    kind: Type.Literal('hello'),
    have: Type.Object(
      { room: HeldPosition, staff: HeldPosition, person: HeldPosition },
      { ...closed, description: 'The last position of each stream; a stream that is absent comes as a snapshot.' },
    ),
    talkAfter: Type.Optional(Type.Integer({ minimum: 0, description: 'The last line of talk seen.' })),
    accountId: Type.Optional(
      Type.Union([Type.String({ maxLength: 64 }), Type.Null()], {
        description: 'Whose person stream `have` is about, from the last welcome; of somebody else it is not used.',
      }),
    ),
  },
  closed,
);
export type Hello = Static<typeof Hello>;

export const Command = Type.Object(
  {
    kind: Type.Literal('command'),
    id: Id,
    name: Type.String({ maxLength: 40 }),
    body: Type.Record(Type.String(), Type.Unknown()),
  },
  closed,
);
export type Command = Static<typeof Command>;

/** Asks for what is missing after a gap inside a frame. */
export const Repair = Type.Object(
  { kind: Type.Literal('repair'), stream: StreamName, epoch: Type.Integer(), number: Type.Integer({ minimum: 0 }) },
  closed,
);
export type Repair = Static<typeof Repair>;

export type FromViewer = Hello | Command | Repair;

export interface FactRun {
  readonly stream: StreamName;
  readonly epoch: number;
  readonly facts: readonly NumberedFact[];
}

export interface TalkLine {
  readonly id: string;
  readonly number: number | null;
  readonly at: number;
  readonly name: string;
  /** 'host', 'moderator', 'buyer' or none. */
  readonly badge: string | null;
  readonly text: string;
  /** False while the database is down: shown, but it will not be in the replay. */
  readonly saved: boolean;
  /** How many same lines this one stands for. */
  readonly count?: number;
  /** The line that this one answers. */
  readonly reply?: ReplyTo;
}

/** Whom a line answers. What was said is not repeated: it may be removed. */
export interface ReplyTo {
  readonly id: string;
  readonly name: string;
}

/** Something of the moment, such as {kind: 'buying', productId}; may be merged, sampled or dropped. */
export interface Moment {
  readonly kind: string;
  readonly [key: string]: string | number;
}

export interface Frame {
  readonly kind: 'frame';
  readonly now: number;
  /** Lane 1. */
  readonly facts?: readonly FactRun[];
  /** Lane 2: latest wins, by key. */
  readonly latest?: Readonly<Record<string, unknown>>;
  /** Lane 3. */
  readonly talk?: readonly TalkLine[];
  readonly moments?: readonly Moment[];
}

/** The whole state of a stream at a position; replaces what the viewer holds. */
export interface Snapshot {
  readonly kind: 'snapshot';
  readonly stream: StreamName;
  readonly epoch: number;
  readonly number: number;
  readonly now: number;
  readonly state: unknown;
}

/** The viewer's positions cannot be served as a gap: drop the state; a snapshot of that stream follows. */
export interface Resync {
  readonly kind: 'resync';
  readonly stream: StreamName;
}

/** First answer to hello: who the server thinks this is. */
export interface Welcome {
  readonly kind: 'welcome';
  readonly now: number;
  readonly streams: readonly StreamName[];
  readonly accountId: string | null;
  readonly name: string | null;
}

export type Reply =
  | { readonly kind: 'reply'; readonly id: string; readonly ok: true; readonly body: unknown }
  | {
      readonly kind: 'reply';
      readonly id: string;
      readonly ok: false;
      readonly code: string;
      readonly details?: Readonly<Record<string, string | number>>;
    };

export type FromServer = Frame | Snapshot | Resync | Welcome | Reply;

/** Close codes: 4000-4499 come back, 4500-4999 do not. */
export const closeCodes = {
  slow: 4400,
  restarting: 4401,
  session_changed: 4402,
  overloaded: 4403,
  silent: 4404,
  too_many_connections: 4405,
  bad_message: 4500,
  message_too_large: 4501,
  too_many_messages: 4502,
  session_ended: 4503,
  no_room: 4504,
  not_admitted: 4505,
} as const;
export type CloseName = keyof typeof closeCodes;

/** A command that a feature accepts over the socket, described once for check, type and docs. */
export interface CommandSchema {
  readonly body: TSchema;
  readonly answer: TSchema;
  readonly description: string;
}
