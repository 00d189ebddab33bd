import { commandBytesMax } from '../kit/socket-protocol.ts';

/** Every size and time-out of the sockets. */
export const socketLimits = {
  /** Of this process; beyond it a viewer is asked to come back, to another node or later. */
  socketsMax: 50_000,
  /** A home or an office may share one address; a mobile network shares a few among many. */
  socketsPerAddressMax: 500,
  /** Upgrades that wait to learn who it is and which room. */
  upgradesAtOnceMax: 1_000,
  /** Larger ones are closed with our own code; beyond eight times that the library cuts in with 1009. */
  commandBytesMax,
  messagesPerSecond: 20,
  messagesBurst: 40,
  /** Messages over the rate that are answered with a refusal before the socket is closed. */
  messagesOverMax: 100,
  /** Commands of one socket that run at the same time. */
  commandsAtOnceMax: 8,
  /** The first message must be hello, and soon. */
  helloMs: 10_000,
  pingEveryMs: 20_000,
  /** After our close frame a viewer has this long to answer, then the connection is cut. */
  closeGraceMs: 2_000,
};
export type SocketLimits = typeof socketLimits;
