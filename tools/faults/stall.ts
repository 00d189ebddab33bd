import { randomUUID } from 'node:crypto';
import type { Sql } from '../../platform/db/connect.ts';
import { Client } from './client.ts';
import { type Watcher, watch } from './watcher.ts';

/** What sells: one house, or a cluster of servers. */
export interface StallHouse {
  readonly url: string;
  /** Straight to PostgreSQL. */
  readonly sql: Sql;
  ready(): Promise<void>;
  until(what: string, holds: () => boolean | Promise<boolean>, msMax?: number): Promise<void>;
}

/** A shop with a live room, with a few units of one thing and many of another, and the people around it. */
export interface Stall<House extends StallHouse = StallHouse> {
  readonly house: House;
  readonly shopId: string;
  readonly roomId: string;
  readonly merchant: Client;
  readonly host: Client;
  readonly buyers: readonly Client[];
  /** Somebody in the room who only looks, and comes back each time. */
  readonly watcher: Watcher;
  /** What the shop had of each SKU at first. */
  readonly units: ReadonlyMap<string, number>;
}

const scarceUnits = 12;
const plentyUnits = 5_000;

export async function openStall<House extends StallHouse>(house: House, buyerCount: number): Promise<Stall<House>> {
  const shopId = await openShop(house);
  const merchant = await openStaff(house, shopId, 'merchant');
  const host = await openStaff(house, shopId, 'host');
  const units = new Map([
    [randomUUID(), scarceUnits],
    [randomUUID(), plentyUnits],
  ]);
  const productId = randomUUID();
  await merchant.must('POST', `/api/shops/${shopId}/products`, {
    ...{ id: productId, title: `Scarf ${productId.slice(0, 8)}`, description: '', state: 'shown', pictureIds: [] },
    skus: [...units].map(([id, onHand], index) => ({ id, name: `Colour ${index}`, priceMinor: 1_290 + index, onHand })),
  });
  const roomId = randomUUID();
  await host.must('POST', '/api/rooms', { id: roomId, shopId, title: 'A stormy evening' });
  await host.must('PUT', `/api/rooms/${roomId}/bag`, { id: randomUUID(), productIds: [productId] });
  await host.must('POST', `/api/rooms/${roomId}/live`, { id: randomUUID() });
  const buyers = await Promise.all(Array.from({ length: buyerCount }, (_, index) => openBuyer(house.url, index)));
  const looker = new Client(house.url, '10.4.0.1');
  await looker.must('GET', '/api/me');
  const watcher = await watch(house.url, roomId, looker.headers);
  return { house, shopId, roomId, merchant, host, buyers, units, watcher };
}

/** The two things that no API gives to a stranger: a shop, and rights in it. */
async function openShop({ sql }: StallHouse): Promise<string> {
  const shopId = randomUUID();
  await sql`insert into shops (id, name, currency, country, language)
    values (${shopId}, 'Lindt & Daughters', 'EUR', 'DE', 'en')`;
  return shopId;
}

async function openStaff({ url, sql }: StallHouse, shopId: string, role: 'merchant' | 'host'): Promise<Client> {
  const client = new Client(url, '10.1.0.1');
  // A name of staff belongs to one person of the installation.
  await client.signUp(`${role === 'host' ? 'Hana' : 'Mara'} ${shopId.slice(0, 8)}`);
  await sql`insert into shop_staff (shop_id, account_id, role) values (${shopId}, ${client.accountId}, ${role})`;
  return client;
}

async function openBuyer(url: string, index: number): Promise<Client> {
  const buyer = new Client(url, `10.2.${Math.floor(index / 250)}.${(index % 250) + 1}`);
  await buyer.takeName(`Vera ${index}`);
  return buyer;
}
