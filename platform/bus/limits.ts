/** Every size and time-out of the bus between nodes. */
export const busLimits = {
  /** One message; the server's own limit holds too. A larger one is not sent: the heads of the streams tell of it. */
  messageBytesMax: 1024 * 1024,
  /** What was sent and not yet taken by the server; beyond it messages are dropped until it has. */
  unheardBytesMax: 8 * 1024 * 1024,
  connectMsMax: 2_000,
  reconnectMs: 500,
  /** A server that has not answered so many pings in a row is left. */
  pingEveryMs: 1_000,
  pingsUnansweredMax: 2,
};
export type BusLimits = typeof busLimits;
