import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../tools/faults/client.ts';
import { FaultHouse } from '../../tools/faults/fault-house.ts';
import { openStall, type Stall } from '../../tools/faults/stall.ts';
import { findWrongs } from '../../tools/sale-books.ts';

export interface HttpRush {
  readonly buyers: number;
  readonly units: number;
  readonly sold: number;
  readonly orders: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers a second, from the first arrival to the last answer. */
  readonly perSecond: number;
}

/** What a buyer waits for when no more arrive than the machine can answer. */
export interface Sustained {
  readonly arrivalsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly sold: number;
}

export interface OverHttp {
  readonly http: HttpRush & { readonly sustained: Sustained };
  readonly whole: {
    readonly clients: number;
    readonly paidPerSecond: number;
    readonly p50Ms: number;
    readonly p99Ms: number;
  };
  readonly booksAddUp: boolean;
}

export interface HttpOptions {
  readonly buyers: number;
  readonly units: number;
  readonly arrivalMs: number;
  readonly seconds: number;
}

const clients = 16;
/** Of the rate at which the rush was answered. */
const sustainedShare = 0.8;
const socketsMax = 400;
const namesAtOnce = 24;
const perSubnet = 250;
const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Berlin', country: 'DE', phone: '' };
const method = { provider: 'sandbox', card: 'ok' };
const agent = new Agent({ keepAlive: true, maxSockets: socketsMax });

/** A whole installation in processes of its own; buyers with sessions and addresses of their own, each order by HTTP. */
export async function measureHttp({ buyers, units, arrivalMs, seconds }: HttpOptions): Promise<OverHttp> {
  const house = await FaultHouse.open({ entry: 'tools/start.ts', media: true });
  try {
    await house.start();
    const stall = await openStall(stallHouseOf(house), 0);
    const people = await makePeople(house.url, buyers);
    const http = await rush(stall, people, { units, arrivalMs });
    const sustained = await sustain(stall, people, { units, perSecond: http.perSecond * sustainedShare });
    const whole = await closedLoop(stall, people, await addSku(stall, 900_000), seconds);
    const wrongs = await findWrongs(house.sql);
    for (const wrong of wrongs) console.error(wrong);
    stall.watcher.leave();
    return { http: { ...http, sustained }, whole, booksAddUp: wrongs.length === 0 };
  } finally {
    agent.destroy();
    await house.stop();
  }
}

/** Open loop: each comes at its time, whether or not the ones before were answered, and waits from then. */
async function rush(
  stall: Stall,
  people: readonly Client[],
  { units, arrivalMs }: { units: number; arrivalMs: number },
) {
  const skuId = await addSku(stall, units);
  const took: number[] = [];
  let orders = 0;
  const begun = performance.now();
  await Promise.all(
    people.map(async (person, index) => {
      const dueAt = begun + (index / people.length) * arrivalMs;
      await sleep(Math.max(0, dueAt - performance.now()));
      if ((await buy(stall, person, skuId)).paid) orders += 1;
      took.push(performance.now() - dueAt);
    }),
  );
  const elapsed = (performance.now() - begun) / 1_000;
  const [row] = await stall.house.sql<{ sold: number }[]>`
    select coalesce(sum(l.quantity), 0)::int as sold from order_lines l join orders o on o.id = l.order_id
    where l.sku_id = ${skuId} and o.state = 'paid'`;
  return {
    ...{ buyers: people.length, units, sold: row!.sold, orders, ...percentiles(took) },
    perSecond: Math.round(people.length / elapsed),
  };
}

/** The same sale of other goods, with arrivals that the machine has just shown to be able to answer. */
async function sustain(
  stall: Stall,
  people: readonly Client[],
  { units, perSecond }: { units: number; perSecond: number },
): Promise<Sustained> {
  const arrivalMs = (people.length / perSecond) * 1_000;
  const { p50Ms, p99Ms, sold } = await rush(stall, people, { units, arrivalMs });
  return { arrivalsPerSecond: Math.round(perSecond), p50Ms, p99Ms, sold };
}

/** Each client buys again as soon as the order before is paid, as another buyer each time. */
async function closedLoop(stall: Stall, people: readonly Client[], skuId: string, seconds: number) {
  const took: number[] = [];
  let turn = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < begun + seconds * 1_000) {
        const person = people[turn++ % people.length]!;
        const before = performance.now();
        const { paid, text } = await buy(stall, person, skuId);
        if (!paid) throw new Error(`Not paid: ${text}`);
        took.push(performance.now() - before);
      }
    }),
  );
  const paidPerSecond = Math.round((took.length / (performance.now() - begun)) * 1_000);
  return { clients, paidPerSecond, ...percentiles(took) };
}

function percentiles(took: number[]): { p50Ms: number; p99Ms: number } {
  took.sort((a, b) => a - b);
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** One call holds, pays and settles. A browser's own cookies, origin and headers; less of this process than `fetch` takes. */
function buy(stall: Stall, person: Client, skuId: string): Promise<{ paid: boolean; text: string }> {
  const body = JSON.stringify({
    ...{ id: randomUUID(), roomId: stall.roomId, lines: [{ skuId, quantity: 1 }], address, method },
  });
  const headers = { ...person.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(new URL('/api/orders', stall.house.url), { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => {
        const soldOut = answer.statusCode === 409 && text.includes('"sold_out"');
        if (answer.statusCode !== 200 && !soldOut) reject(new Error(`${answer.statusCode} ${text}`));
        else resolve({ paid: answer.statusCode === 200 && text.includes('"state":"paid"'), text });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function makePeople(url: string, count: number): Promise<Client[]> {
  const people = Array.from(
    { length: count },
    (_, index) =>
      new Client(
        url,
        `10.${20 + Math.floor(index / perSubnet / perSubnet)}.${Math.floor(index / perSubnet) % perSubnet}.${(index % perSubnet) + 1}`,
      ),
  );
  const queue = [...people.entries()];
  const lane = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) await next[1].takeName(`Buyer ${next[0]}`);
  };
  await Promise.all(Array.from({ length: namesAtOnce }, lane));
  return people;
}

async function addSku({ merchant, host, shopId, roomId }: Stall, onHand: number): Promise<string> {
  const [productId, skuId] = [randomUUID(), randomUUID()];
  await merchant.must('POST', `/api/shops/${shopId}/products`, {
    ...{ id: productId, title: 'A scarf', description: '', state: 'shown', pictureIds: [] },
    skus: [{ id: skuId, name: '', priceMinor: 1_290, onHand }],
  });
  await host.must('PUT', `/api/rooms/${roomId}/bag`, { id: randomUUID(), productIds: [productId] });
  return skuId;
}

function stallHouseOf(house: FaultHouse) {
  return {
    url: house.url,
    get sql() {
      return house.sql;
    },
    ready: async () => {},
    until: async () => {},
  };
}
