import type { Reader } from '../../../platform/db/connect.ts';
import { type Sold, soldProductsMax } from '../protocol.ts';

/** By product, the most units first. It counts every order of the room, however many there are. */
export async function readSold(sql: Reader, roomId: string): Promise<Sold[]> {
  const rows = await sql<Sold[]>`
    select l.product_id as "productId", (array_agg(l.title order by o.placed_at desc))[1] as title,
      sum(l.quantity)::int as units, sum(l.quantity * l.price_minor)::float8 as "goodsMinor"
    from orders o join order_lines l on l.order_id = o.id
    where o.room_id = ${roomId} and o.state = 'paid'
    group by l.product_id order by units desc, "goodsMinor" desc, "productId" limit ${soldProductsMax}`;
  return [...rows];
}
