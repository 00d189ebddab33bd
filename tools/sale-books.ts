import { booksSource } from '../apps/server/books/everything.ts';
import { bookScopes } from '../features/ledger/protocol.ts';
import { lookAt, thingsPerLookMax } from '../features/ledger/server/look.ts';
import type { Reader, Sql } from '../platform/db/connect.ts';

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Everything about units, money and offers that does not add up in this database; nothing when all is well. It is the check of
 * the books that servers make, of everything at once, and beside it the streams, whose numbers have no holes.
 */
export async function findWrongs(sql: Reader): Promise<object[]> {
  const wrongs: object[] = [];
  for (const of of bookScopes) {
    for (let after = firstId; ; ) {
      const ids = (await booksSource.readIds(sql, of, after, thingsPerLookMax)).map(({ id }) => id);
      if (ids.length === 0) break;
      const found = await lookAt(sql, booksSource.invariants, of, ids, { slow: true });
      wrongs.push(...found.map(({ wrong: { code, ...about } }) => ({ wrong: code, ...about })));
      after = ids.at(-1)!;
    }
  }
  return [...wrongs, ...(await holesInStreams(sql as Sql))];
}

function holesInStreams(sql: Sql): Promise<object[]> {
  return sql`select 'hole in a stream' as wrong, s.stream from streams s
    where s.stream not like 'talk:%' and s.head <> (select count(*) from facts f where f.stream = s.stream)`;
}

/** What the shop had of a SKU at first, by what it has now and what was sold. */
export async function unitsOf(sql: Sql, skuId: string): Promise<{ onHand: number; held: number; sold: number }> {
  const [row] = await sql<{ onHand: number; held: number; sold: number }[]>`
    select on_hand as "onHand", held, (select coalesce(sum(quantity), 0)::int from order_lines l
      join orders o on o.id = l.order_id where l.sku_id = s.sku_id and o.state = 'paid') as sold
    from stock s where sku_id = ${skuId}`;
  return row!;
}
