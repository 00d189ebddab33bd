import { parseArgs } from 'node:util';
import { measureHttp } from './checkout/over-http.ts';
import { measureReservations } from './checkout/reserve.ts';

/**
 * Promise 1: how fast a rush is sold, and that it is sold right. PostgreSQL with fsync and synchronous_commit as they come.
 * (a) reservations of one hot SKU through our batches against a transaction with a row lock for each; (b) over HTTP, so
 * many buyers for a tenth as many units within two seconds, open loop; (c) 1,000 SKUs by Zipf's law, and carts of five lines;
 * (d) whole purchases over HTTP. `npm run bench:checkout [-- --seconds 6 --buyers 10000 --units 1000]`.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '6' },
    buyers: { type: 'string', default: '10000' },
    units: { type: 'string', default: '1000' },
    'arrival-ms': { type: 'string', default: '2000' },
  },
});
const [seconds, buyers, units] = [Number(values.seconds), Number(values.buyers), Number(values.units)];

// Later than the product's own connection, which mends the driver as it is loaded.
const { startTestDatabase, testDatabaseVariable } = await import('../tools/test-database.ts');
const database = await startTestDatabase({ durable: true });
process.env[testDatabaseVariable] = database.url;
const reserved = await measureReservations(seconds).finally(() => database.stop());
console.error('reservations', JSON.stringify(reserved));
const { http, whole, booksAddUp } = await measureHttp({
  buyers,
  units,
  seconds,
  arrivalMs: Number(values['arrival-ms']),
});
console.log(
  JSON.stringify({
    bench: 'checkout',
    ours: reserved.oursPerSecond,
    rowLock: reserved.rowLockPerSecond,
    ratio: Number((reserved.oursPerSecond / reserved.rowLockPerSecond).toFixed(1)),
    http,
    whole,
    rowLockConnections: reserved.rowLockConnections,
    zipfPerSecond: reserved.zipfPerSecond,
    cartsPerSecond: reserved.cartsPerSecond,
    booksAddUp: booksAddUp && reserved.booksAddUp,
  }),
);
