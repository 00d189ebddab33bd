/** A cost as a bench of ours found it: never a guess, and to be measured anew on the machine that is to carry the load. */
export interface Measured {
  readonly value: number;
  readonly unit: string;
  /** The command that prints it. */
  readonly by: string;
}

/** On two cores of a virtual machine that others used too: what is counted in CPU time stands, what is counted in seconds is low. */
export const measured = {
  framesPerCpuSecond: {
    value: 74_000,
    unit: 'frames that one core writes to sockets in a second of its time',
    by: '`npm run bench:fanout -- --viewers 2000 --seconds 4`: 22,200 a second took 0.3 of a core',
  },
  bytesPerLine: {
    value: 194,
    unit: 'bytes of a shown line in its frame; 50 where the viewer agreed to compression',
    by: 'the same run',
  },
  bytesPerIdleSocket: {
    value: 16_600,
    unit: 'bytes that a server grows by for each viewer who only watches',
    by: 'the same bench’s count of idle sockets: 3,500 of them, first and later growth together',
  },
  ordersPerSecond: {
    value: 3_125,
    unit: 'orders a second, from the hold to the book, of one hot SKU by one server and its PostgreSQL on two cores',
    by: '`npm run bench:orders` (docs/decisions/orders.md)',
  },
  busMicrosPerBatch: {
    value: 350,
    unit: 'microseconds of CPU for a batch of lines that crosses the bus, at the one who tells and at each who hears',
    by: '`npm run bench:cluster`; 17 to 20 for each line in batches of 20',
  },
} as const satisfies Record<string, Measured>;
