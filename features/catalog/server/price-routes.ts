import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id, TimeMs } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { lowestBefore, lowestUntil, lowestWindowMs } from '../lowest-price.ts';
import { PriceHistory, priceChangesMax } from '../price-protocol.ts';
import type { CatalogNeeds } from './needs.ts';
import { readSkuRows } from './store.ts';
import { type PriceChangeRow, readPriceChanges, readPriceHistories } from './store-prices.ts';

type Needs = Pick<CatalogNeeds, 'sql' | 'now' | 'currencyOf' | 'namesOf'>;

export function priceRoutes(app: App, needs: Needs): void {
  app.route({
    method: 'GET',
    url: '/api/skus/:skuId/prices',
    schema: {
      tags: ['catalog'],
      summary: 'How the price has changed, the newest first (merchant)',
      params: Type.Object({ skuId: Id }),
      querystring: Type.Object({ before: Type.Optional(TimeMs) }),
      response: refusable(PriceHistory),
    },
    handler: ({ params: { skuId }, query: { before }, actor }) => readHistory(needs, actor, skuId, before ?? null),
  });
}

async function readHistory(
  needs: Needs,
  actor: Actor,
  skuId: string,
  before: number | null,
): Promise<PriceHistory | Refusal> {
  const { sql } = needs;
  const [sku] = await readSkuRows(sql, { skus: [skuId] });
  if (!sku) return refuse('sku_unknown');
  if (!may(actor, 'product.read_prices', sku.shopId)) return refuse('not_allowed');
  const now = needs.now();
  const rows = await readPriceChanges(sql, skuId, before, priceChangesMax + 1);
  const page = rows.slice(0, priceChangesMax);
  const names = await needs.namesOf(sql, [...new Set(page.flatMap(({ by }) => by ?? []))]);
  const lowest = await lowestOf(needs, skuId, page);
  const recent = (await readPriceHistories(sql, [skuId], now - lowestWindowMs)).get(skuId) ?? [];
  return {
    currency: (await needs.currencyOf(sql, sku.shopId))!,
    now,
    lowestMinor: lowestUntil(recent, now),
    changes: page.map((row) => ({
      ...row,
      by: row.by === null ? null : (names.get(row.by) ?? null),
      lowestBeforeMinor: lowest.get(row.at) ?? null,
    })),
    next: rows.length > page.length ? page.at(-1)!.at : null,
  };
}

/** What each of these prices was reduced from when it began, by its time: by the rule that viewers are told by. [C60] */
async function lowestOf({ sql }: Needs, skuId: string, page: readonly PriceChangeRow[]) {
  const oldest = page.at(-1);
  if (!oldest) return new Map<number, number>();
  const history = (await readPriceHistories(sql, [skuId], oldest.at - lowestWindowMs)).get(skuId) ?? [];
  const asked = new Set(page.map(({ at }) => at));
  return new Map(
    history.flatMap(({ at, priceMinor }, index) => {
      if (priceMinor === null || !asked.has(at)) return [];
      const lowest = lowestBefore(history.slice(0, index + 1), priceMinor, at);
      return lowest === null ? [] : [[at, lowest] as const];
    }),
  );
}
