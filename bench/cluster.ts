import { parseArgs } from 'node:util';
import { findOrUnpack } from '../tools/debian-program.ts';
import { measureCrossing } from './bus-crossing.ts';
import { measureContention, measureNodes } from './contention.ts';

/**
 * Many machines, as far as one can tell on this one: what a line costs that crosses the bus, orders of one room from one, two
 * and three servers, and whether the room's head holds them up: 20 hot SKUs in one room against the same in 20 rooms.
 * `npm run bench:cluster [-- --seconds 8 --rounds 2]`. Two cores are shared by all servers, PostgreSQL and the buyers, so more
 * servers show what sharing costs here, and not what another machine would add.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '8' }, rounds: { type: 'string', default: '2' } },
});
const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
const nodes = 3;

// Later than the product's own connection, which mends the driver as it is loaded.
const { startTestDatabase, testDatabaseVariable } = await import('../tools/test-database.ts');
const nats = findOrUnpack('nats-server', console.error);
const bus = nats && {
  oneLineABatch: await measureCrossing(nats, 1, seconds / 2),
  twentyLinesABatch: await measureCrossing(nats, 20, seconds / 2),
};
console.error('bus', JSON.stringify(bus));
const database = await startTestDatabase({ durable: true });
process.env[testDatabaseVariable] = database.url;
try {
  const ordersPerSecond = await measureNodes([1, 2, nodes], seconds);
  console.error('orders', JSON.stringify(ordersPerSecond));
  const head = await measureContention(nodes, seconds, rounds);
  console.log(JSON.stringify({ bench: 'cluster', seconds, bus, ordersPerSecondByServers: ordersPerSecond, head }));
} finally {
  await database.stop();
}
