import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, closed, Id, TimeMs } from '../../platform/kit/schema.ts';

/** A mute of a shop ends by itself; one of a room may last as long as its show. */
export const muteMinutesMax = 7 * 24 * 60;
/** The seconds that a slow room may leave between two lines of one person; 0 is not slow. */
export const slowSecondsChoices = [0, 5, 10, 30, 60] as const;

export const Reason = Type.Enum(['spam', 'insult', 'private', 'fraud', 'other']);
export type Reason = Static<typeof Reason>;
const GivenReason = Type.Optional(Reason);

export const MuteScope = Type.Enum(['room', 'shop']);
export type MuteScope = Static<typeof MuteScope>;
const Until = Type.Union([TimeMs, Type.Null()], { description: 'Null for as long as the show lasts.' });
const Minutes = Type.Union([Type.Integer({ minimum: 1, maximum: muteMinutesMax }), Type.Null()], {
  description: 'Null for as long as the show lasts: of a room only.',
});

export const Mute = Type.Object({ id: Id, name: Type.String(), scope: MuteScope, until: Until });
export type Mute = Static<typeof Mute>;

export const RemoveLine = Type.Object({ lineId: Id, reason: GivenReason }, closed);
export type RemoveLine = Static<typeof RemoveLine>;
export const MutePerson = Type.Object({ lineId: Id, scope: MuteScope, minutes: Minutes, reason: GivenReason }, closed);
export type MutePerson = Static<typeof MutePerson>;
export const Unmute = Type.Object({ muteId: Id }, closed);
export type Unmute = Static<typeof Unmute>;
export const SetSlow = Type.Object({ seconds: Type.Enum([...slowSecondsChoices]) }, closed);
export type SetSlow = Static<typeof SetSlow>;

/** Socket commands, of hosts, moderators and merchants of the room's shop. People are named by a line that they said. */
export const commands = {
  'talk.remove': {
    body: RemoveLine,
    answer: Type.Object({}),
    description: 'Removes a line: from every screen, from the talk and for who comes later.',
  },
  'talk.mute': {
    body: MutePerson,
    answer: Mute,
    description: 'Whoever said the line says no more, in this room or in the whole shop, for a time.',
  },
  'talk.unmute': { body: Unmute, answer: Type.Object({}), description: 'Lifts a mute before its time.' },
  'talk.slow': {
    body: SetSlow,
    answer: Type.Object({}),
    description: 'One line of each person in so many seconds; 0 ends it. Not for those who run the room.',
  },
};

/**
 * GET /api/rooms/:roomId/mutes -> {mutes: Mute[]}   who may mute: of this room and of its shop, those that last
 * GET /api/shops/:shopId/audit?before=&roomId= -> {entries: AuditEntry[]}   merchant; the newest first, older ones than `before`, an id
 */
export const AuditAct = Type.Enum(['line_removed', 'muted', 'unmuted', 'slow_set']);
export type AuditAct = Static<typeof AuditAct>;
const NameOrNone = Type.Union([Type.String(), Type.Null()]);
export const AuditEntry = Type.Object({
  id: Id,
  at: TimeMs,
  act: AuditAct,
  byId: AccountId,
  byName: Type.String(),
  whomName: NameOrNone,
  roomId: Id,
  roomTitle: NameOrNone,
  text: Type.Union([Type.String(), Type.Null()], { description: 'What the removed line said.' }),
  scope: Type.Union([MuteScope, Type.Null()]),
  until: Until,
  seconds: Type.Union([Type.Integer(), Type.Null()]),
  reason: Type.Union([Reason, Type.Null()]),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const auditEntriesMax = 50;

export const facts = {
  'talk.removed': Type.Object({ lineId: Id }),
  'talk.slowed': Type.Object({ seconds: Type.Integer({ minimum: 0 }) }),
};
export const fact = factMaker(facts);

export const refusals = {
  line_unknown: 404,
  mute_unknown: 404,
  person_protected: 403,
  mute_needs_end: 422,
} as const satisfies RefusalTable;
