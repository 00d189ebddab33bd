import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { TimeMs } from '../../platform/kit/schema.ts';

/** What a viewer's player needs. The addresses are signed, so they are secrets until they expire. */
export const WatchAddress = Type.Object({
  mp4Url: Type.String({ description: 'One endless fragmented MP4, a quarter of a second behind.' }),
  hlsUrl: Type.String({ description: 'The same as low-latency HLS.' }),
  statusUrl: Type.String({ description: 'Whether the host is on the air.' }),
  expiresAt: TimeMs,
});
export type WatchAddress = Static<typeof WatchAddress>;

/** Where the host's studio sends its picture. */
export const PublishAddress = Type.Object({
  url: Type.String({ description: 'A WebSocket: init segment first, then one fragment per message.' }),
  expiresAt: TimeMs,
});
export type PublishAddress = Static<typeof PublishAddress>;

/** GET /live/:roomId/status of the media process. */
export const LiveStatus = Type.Object({
  onAir: Type.Boolean({ description: 'A host is connected and has sent picture within the last seconds.' }),
  ended: Type.Boolean({ description: 'The host has said goodbye, rather than been lost.' }),
  since: Type.Union([TimeMs, Type.Null()], { description: 'When this epoch began.' }),
  lastFragmentAt: Type.Union([TimeMs, Type.Null()]),
  epoch: Type.Integer({ minimum: 0, description: 'Counts the connections of hosts to this room.' }),
});
export type LiveStatus = Static<typeof LiveStatus>;

/** From the media process to the studio, as text. The studio sends init segments and fragments as binary messages. */
export const ToStudio = Type.Union([
  Type.Object({ kind: Type.Literal('ready'), epoch: Type.Integer({ minimum: 1 }) }),
  Type.Object({ kind: Type.Literal('refused'), code: Type.String() }),
]);
export type ToStudio = Static<typeof ToStudio>;

/** From the studio, as text: the show is over, so nobody need wait for the picture; or a fresh token of its address. */
export const FromStudio = Type.Union([
  Type.Object({ kind: Type.Literal('goodbye') }),
  Type.Object({ kind: Type.Literal('renew'), token: Type.String({ maxLength: 100 }) }),
]);
export type FromStudio = Static<typeof FromStudio>;

export const goodbyeText = '{"kind":"goodbye"}';

export function renewText(token: string): string {
  return JSON.stringify({ kind: 'renew', token } satisfies FromStudio);
}

const renewPattern = /^\{"kind":"renew","token":"([0-9a-z-]{1,100})"\}$/;

/** What the studio says, if it is, letter for letter, what a studio of ours would write. */
export function readStudioText(text: string): FromStudio | null {
  if (text === goodbyeText) return { kind: 'goodbye' };
  const token = renewPattern.exec(text)?.[1];
  return token === undefined ? null : { kind: 'renew', token };
}

export const roomIdPattern = /^[A-Za-z0-9-]{1,64}$/;

/** Limits of the media process. A test may hand in others. */
export const mediaLimits = {
  readersPerAddressMax: 200,
  publishersPerAddressMax: 8,
  readersMax: 5_000,
  channelsMax: 200,
  /** A reader that lags so far is closed; it comes back at the last key frame. */
  readerBehindBytesMax: 2_097_152,
  ingestBytesPerSecondMax: 1_250_000,
  ingestBurstBytesMax: 5_000_000,
  ingestFragmentsPerSecondMax: 300,
  ingestBurstFragmentsMax: 900,
  pingEveryMs: 5_000,
  /** A studio that has not answered a ping for so long is cut. */
  pongWithinMs: 15_000,
  /** Without a fragment for so long, the host counts as away. */
  onAirWithinMs: 3_000,
  /** While no picture comes, a reader gets an empty box so often, and so knows that the line is alive. */
  heartbeatMs: 2_000,
  channelIdleMs: 600_000,
  /** Other media processes that fetch a room from here; and how far one may lag before it is cut and comes again. */
  relaysMax: 64,
  relayBehindBytesMax: 16_777_216,
  /** A process with a room's host that says nothing for so long counts as gone. */
  originSilentMsMax: 3_500,
  announceEveryMs: 1_000,
  roomsHeardMax: 10_000,
  /** How long a first viewer waits for what another process has. */
  upstreamFirstMsMax: 2_000,
  /** Without a viewer for so long, nothing is fetched any more. */
  upstreamIdleMs: 15_000,
  /** Of one room. */
  recordingBytesMax: 20_000_000_000,
  /** Of all rooms together; the setting RECORDING_GB. */
  recordingsBytesMax: 50_000_000_000,
} as const;
export type MediaLimits = { readonly [K in keyof typeof mediaLimits]: number };

/** Refusals over HTTP, at the socket's upgrade too. */
export const refusals = {
  bad_room_id: 400,
  address_altered: 403,
  address_expired: 403,
  too_many_connections: 429,
  media_full: 503,
  no_picture_yet: 404,
  not_origin: 404,
  segment_gone: 404,
  segment_too_far_ahead: 400,
} as const satisfies RefusalTable;

/** Why the media process closes a studio's socket. 4000-4499 come back by themselves, 4500-4999 do not. */
export const closes = {
  media_closing: 4000,
  ping_unanswered: 4001,
  time_jump: 4002,
  too_fast: 4003,
  fault: 4004,
  /** The address has expired while connected, and was not renewed: come back with a new one. */
  address_expired: 4005,
  taken_over: 4500,
  bad_fragment: 4501,
  bad_init: 4502,
  fragment_too_large: 4503,
  init_too_large: 4504,
  init_missing: 4505,
  time_backwards: 4506,
  unknown_track: 4507,
  unexpected_message: 4508,
  /** The studio may not, or no longer, send the picture of this room. */
  publish_refused: 4509,
} as const;
export type CloseName = keyof typeof closes;

export function mayComeBack(closeCode: number): boolean {
  return closeCode < 4500;
}
