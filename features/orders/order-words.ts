import { saidOf } from '../../platform/kit/search-text.ts';
import type { OrderLine } from './protocol.ts';

/** Of an order's id, what people say on the telephone. */
export const shortIdChars = 6;

interface FoundOrder {
  readonly id: string;
  readonly address: { readonly name: string; readonly city: string };
  readonly lines: readonly Pick<OrderLine, 'skuId' | 'title' | 'skuName'>[];
}

/**
 * What an order is found by: its number, who bought it and what. [O82] Only what everybody sees who may see the list: the
 * door, the note and the e-mail are no part of it.
 */
export function orderWords({ id, address, lines }: FoundOrder, codes: ReadonlyMap<string, string>): string {
  const goods = lines.flatMap(({ skuId, title, skuName }) => [title, skuName, codes.get(skuId) ?? '']);
  return saidOf([id.slice(-shortIdChars), address.name, address.city, ...goods]);
}
