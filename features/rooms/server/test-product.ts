import { randomUUID } from 'node:crypto';
import type { Product } from '../../catalog/protocol.ts';
import { shopId, type World } from './test-world.ts';

/** Puts a product of one variant into the world's catalog, and says its id. */
export function addProduct({ products }: World, over: Partial<Product> = {}): string {
  const id = randomUUID();
  const sku = {
    ...{ id: randomUUID(), name: '', code: null, values: [], pictureId: null, video: null, priceMinor: 100 },
    ...{ livePriceMinor: null, lowestBeforeMinor: null, left: 7 },
  };
  const product: Product = {
    ...{ id, shopId, title: 'Shirt', description: '', currency: 'EUR', state: 'shown' },
    ...{ pictures: [], spin: null, model: null, limitPerBuyer: null, taxClass: 'standard' },
    reserve: { firstPaid: false, minutes: null },
    holdMinutes: 10,
    about: { functions: '', materials: '', care: '', box: '' },
    options: [],
    skus: [sku],
  };
  products.set(id, { ...product, ...over });
  return id;
}
