import type { Reader } from '../../../platform/db/connect.ts';
import { type DeliveryMethod, type DeliveryTerms, oneWay, type ShopTerms } from '../terms.ts';

/** As it is kept: of before a shop could have several ways of delivery, its one way stands beside the pick-up. */
export interface KeptDelivery {
  readonly delivery: Pick<DeliveryTerms, 'pickup' | 'pickupNote'> & Partial<DeliveryMethod>;
  readonly methods: DeliveryMethod[] | null;
}

type Row = Omit<ShopTerms, 'delivery'> & KeptDelivery & { readonly id: string };

export async function readTerms(sql: Reader, shopId: string): Promise<ShopTerms | null> {
  const [row] = await sql<Row[]>`
    select id, currency, country, tax, delivery, delivery_methods as methods, sandbox, not demo as stripe from shops where id = ${shopId}`;
  return row ? termsOf(row) : null;
}

/**
 * The terms of shops in which something is sold, in one order of ids. The lock is the one that every order's foreign key
 * takes anyway; with it a shop changes its currency either before a sale or after it. [H6]
 */
export async function holdTerms(sql: Reader, shopIds: readonly string[]): Promise<Map<string, ShopTerms>> {
  if (shopIds.length === 0) return new Map();
  const rows = await sql<Row[]>`
    select id, currency, country, tax, delivery, delivery_methods as methods, sandbox, not demo as stripe from shops
    where id = any(${shopIds as string[]}::uuid[]) order by id for key share`;
  return new Map(rows.map((row) => [row.id, termsOf(row)]));
}

/** The one way of a shop of before has the shop's id: it stays the same for as long as nothing is saved. [H22] */
export function deliveryOf(shopId: string, { delivery, methods }: KeptDelivery): DeliveryTerms {
  const { pickup, pickupNote } = delivery;
  return methods ? { methods, pickup, pickupNote } : oneWay(shopId, delivery);
}

function termsOf({ id, delivery, methods, ...terms }: Row): ShopTerms {
  return { ...terms, delivery: deliveryOf(id, { delivery, methods }) };
}
