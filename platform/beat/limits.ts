import { frameBytesMax } from '../kit/socket-protocol.ts';

/** Every size and time-out of the gateway. Tests hand in others; an operator needs none of them. */
export const gatewayLimits = {
  /** Facts of each open stream that are kept to serve gaps from memory. */
  ringFactsMax: 1_024,
  /** A larger gap is not served: the state is smaller than the facts that made it. */
  gapFactsMax: 5_000,
  gapBytesMax: 1024 * 1024,
  /** Facts read at once while a stream is opened or a gap is filled. */
  pageFactsMax: 2_000,
  /** Facts that came before their turn, kept for this long before the store is asked. */
  aheadFactsMax: 1_024,
  gapWaitMs: 20,
  /** The heads of all open streams are looked at this often: a fact whose teller died waits no longer. */
  headsEveryMs: 1_000,
  /** The sessions of all open sockets are read again this often: a revocation whose hint was lost waits no longer. */
  rightsEveryMs: 5_000,
  /** Sessions in one question. */
  rightsAtOnceMax: 2_000,
  /** A stream and a room are forgotten this long after the last viewer left. */
  idleStreamMs: 60_000,

  /** One frame per viewer per beat. */
  beatMs: 50,
  beatMsMax: 500,
  /** The next beat waits for this many times what the last one took: half of the time is for commands. */
  beatStretch: 1,
  frameBytesMax,

  latestKeysMax: 200,
  momentsMax: 50,
  readableLinesPerSecond: 14,
  /** Lines that wait to be sampled, and for how long; those of the host and the moderators wait longer. */
  waitingLinesMax: 5_000,
  waitingLineMs: 1_000,
  waitingStaffLineMs: 10_000,
  /** While talk is sampled, the same line is shown again after so long, with all that came meanwhile in its count. */
  sameLineMs: 900,
  /** Whoever was heard within this time comes after those who were not. */
  heardMs: 10_000,
  heardMax: 20_000,
  talkHistoryLines: 100,
  /** Everybody who comes within this time shares one reading of the talk. */
  talkHistoryMs: 1_000,
  /** A line that was stored and read may be told this much later: who has read it does not get it again. */
  talkReadMs: 5_000,

  /** Over it a viewer gets no frames until it has read; over the hard one, or too long, it is closed. */
  bufferedBytesSoft: 256 * 1024,
  bufferedBytesHard: 4 * 1024 * 1024,
  slowMsMax: 15_000,
  /** A viewer that asks for more gaps than that in a minute costs more than it brings. */
  repairsPerMinuteMax: 20,
  /** Other nodes' viewer counts are believed this long: with the next count, a node that fell silent is forgotten in 5 s. */
  watchingMs: 4_000,
  /** Rooms in one message of them, of half a kilobyte each at most. */
  watchingRoomsAtOnceMax: 500,
};
export type GatewayLimits = typeof gatewayLimits;

/** Runs something later; the returned function calls it off. The simulation hands in a clock of its own. */
export type Schedule = (work: () => void, delayMs: number) => () => void;

export const schedule: Schedule = (work, delayMs) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};
