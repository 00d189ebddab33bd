import { hkdfSync } from 'node:crypto';
import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Product } from '../../../features/catalog/protocol.ts';
import type { Room } from '../../../features/rooms/protocol.ts';
import type { Shop } from '../../../features/shops/protocol.ts';
import type { App } from '../../../platform/http/app.ts';
import type { Role } from '../../../platform/kit/actor.ts';
import { type Api, signInApi } from './api.ts';
import { idOf, productIdOf } from './ids.ts';
import { type DemoProduct, demoProducts } from './products.ts';

type StaffRole = Extract<Role, 'host' | 'moderator' | 'merchant'>;

/** The staff of every demo, test and screenshot. */
export const staff = [
  { role: 'merchant', name: 'Mara Lindt', roles: ['merchant', 'host'] },
  { role: 'host', name: 'Hana Seo', roles: ['host'] },
  { role: 'moderator', name: 'Milo Brandt', roles: ['moderator'] },
  { role: 'operator', name: 'Olu Adeyemi', roles: [] },
] as const satisfies readonly { role: string; name: string; roles: readonly StaffRole[] }[];

export interface SeedNeeds {
  readonly app: App;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly secret: string;
  readonly log: { info(details: object, text: string): void };
  /** The only two things that no API gives to a stranger: the first shop, and accounts with rights in it. */
  readonly openShop: (shop: Omit<Shop, 'languages'>) => Promise<Shop>;
  readonly addStaff: (
    person: { email: string; password: string; name: string; operator: boolean },
    shopId: string,
    roles: readonly StaffRole[],
  ) => Promise<void>;
}

export interface DemoFile {
  readonly rooms: readonly { readonly title: string; readonly url: string }[];
  readonly signIns: readonly { readonly role: string; readonly email: string; readonly password: string }[];
}

/**
 * Makes the demo shop. Everything after the first shop and its staff goes through the public API, as a merchant would do
 * it. A seed that was cut short goes on where it stopped: what is there already is left alone.
 */
export async function seedDemo(needs: SeedNeeds): Promise<DemoFile> {
  const signIns = staff.map(({ role }) => ({
    role,
    email: `${role}@livestall.example`,
    password: demoPassword(needs.secret, role),
  }));
  const shop = await needs.openShop({
    id: idOf('demo shop', 'Lindt & Daughters'),
    name: 'Lindt & Daughters',
    currency: 'EUR',
    country: 'DE',
    language: 'en',
    demo: true,
  });
  for (const { role, name, roles } of staff) {
    const { email, password } = signIns.find((signIn) => signIn.role === role)!;
    await needs.addStaff({ email, password, name, operator: role === 'operator' }, shop.id, roles);
  }
  const merchant = await signInApi(needs.app, needs.publicUrl, signIns[0]!);
  const products = await seedProducts(merchant, shop);
  const host = await signInApi(needs.app, needs.publicUrl, signIns[1]!);
  const room = await seedRoom(host, shop, products);
  const demo: DemoFile = { rooms: [{ title: room.title, url: `/rooms/${room.id}` }], signIns };
  await writeDemoFile(needs.dataDir, demo);
  needs.log.info({ products: products.length }, 'the demo shop stands');
  return demo;
}

/** The file is written last: where it is, the demo shop was made whole, and what became of it since is its people's. */
export async function hasDemoFile(dataDir: string): Promise<boolean> {
  return access(demoFile(dataDir)).then(
    () => true,
    () => false,
  );
}

async function seedProducts(merchant: Api, shop: Shop): Promise<Product[]> {
  const { products: before } = await merchant.get<{ products: Product[] }>(`/api/shops/${shop.id}/products?limit=100`);
  const products: Product[] = [];
  for (const product of demoProducts) {
    const there = before.find(({ title }) => title === product.title);
    products.push(there ?? (await seedProduct(merchant, shop, product)));
  }
  return products;
}

async function seedProduct(
  merchant: Api,
  shop: Shop,
  { title, description, name, media, skus }: DemoProduct,
): Promise<Product> {
  const uploads = [1, 2].map(async (number) => {
    const picture = await readFile(path.join(import.meta.dirname, `pictures/${name}-${number}.webp`));
    return merchant.upload<{ id: string }>(`/api/shops/${shop.id}/pictures`, picture);
  });
  const pictureIds = (await Promise.all(uploads)).map(({ id }) => id);
  return merchant.post<Product>(`/api/shops/${shop.id}/products`, {
    id: productIdOf(shop.id, title),
    title,
    description,
    state: 'shown',
    pictureIds,
    ...(media ? await uploadMedia(merchant, shop, media) : {}),
    skus: skus.map((sku) => ({ id: idOf(shop.id, title, sku.name), ...sku })),
  });
}

/** Two at a time, as many as the server works on. */
async function uploadMedia(merchant: Api, shop: Shop, name: string) {
  const folder = path.join(import.meta.dirname, name);
  const files = (await readdir(path.join(folder, 'turn'))).sort();
  const spinPictureIds: string[] = [];
  for (let at = 0; at < files.length; at += 2) {
    const uploads = files.slice(at, at + 2).map(async (file) => {
      const frame = await readFile(path.join(folder, 'turn', file));
      return merchant.upload<{ id: string }>(`/api/shops/${shop.id}/pictures`, frame);
    });
    spinPictureIds.push(...(await Promise.all(uploads)).map((picture) => picture.id));
  }
  const model = await readFile(path.join(folder, `${name}.glb`));
  const { id: modelId } = await merchant.upload<{ id: string }>(`/api/shops/${shop.id}/models`, model);
  return { spinPictureIds, modelId };
}

async function seedRoom(host: Api, shop: Shop, products: readonly Product[]): Promise<Room> {
  const title = 'Sunday at the workshop';
  const id = idOf(shop.id, title);
  const room = await host.post<Room>('/api/rooms', { id, shopId: shop.id, title });
  await host.put(`/api/rooms/${room.id}/bag`, {
    id: idOf(id, 'bag'),
    productIds: products.map((product) => product.id),
  });
  return host.patch<Room>(`/api/rooms/${room.id}`, {
    id: idOf(id, 'cover'),
    coverPictureId: products[0]!.pictures[0]!.id,
  });
}

/** Made from the installation's secret: different everywhere, and the same when the seed goes on after a cut. */
function demoPassword(secret: string, role: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', `demo password of ${role}`, 9)).toString('base64url');
}

const demoFile = (dataDir: string) => path.join(dataDir, 'demo.json');

async function writeDemoFile(dataDir: string, demo: DemoFile): Promise<void> {
  const file = demoFile(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
