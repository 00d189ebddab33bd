import pino, { type DestinationStream } from 'pino';

/** Lines that wait for a disk that is full; beyond it they are dropped. */
export const waitingLogBytesMax = 1_048_576;

/** Standard output. Without a listener a full disk under the log would end the process with its first line. */
export function logDestination(): DestinationStream {
  const destination = pino.destination({ fd: 1, sync: true, maxLength: waitingLogBytesMax });
  destination.on('error', () => {});
  return destination;
}
