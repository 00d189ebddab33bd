import { once } from '../../../platform/beat/once.ts';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { decideAdjustment } from '../journal.ts';
import type { Adjustment, Journal } from '../protocol.ts';
import { type Stock, spokenFor } from '../stock.ts';
import { insertEntries, type KeptStock, readEntries, readKept } from './journal-store.ts';
import { readStock, writeOnHand } from './store.ts';

export interface AdjustingNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly namesOf: (sql: Reader, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What came free goes to those who wait first, and then the rooms are told. */
  readonly moved: (tx: Tx, after: readonly Stock[], rises: ReadonlyMap<string, number>) => Promise<void>;
}

export interface Adjusting {
  adjust(actor: Named, skuId: string, wanted: Adjustment): Promise<Journal | Refusal>;
  journal(actor: Actor, skuId: string): Promise<Journal | Refusal>;
}

export function createAdjusting(needs: AdjustingNeeds): Adjusting {
  return {
    adjust: (actor, skuId, wanted) => adjust(needs, actor, skuId, wanted),
    async journal(actor, skuId) {
      const kept = await readKept(needs.sql, skuId);
      if (!kept) return refuse('sku_unknown');
      if (!may(actor, 'stock.set', kept.shopId)) return refuse('not_allowed');
      return journalOf(needs, needs.sql, kept);
    },
  };
}

async function adjust(needs: AdjustingNeeds, actor: Named, skuId: string, { id, ...wanted }: Adjustment) {
  const known = await readKept(needs.sql, skuId);
  if (!known) return refuse('sku_unknown');
  const { shopId } = known;
  if (!may(actor, 'stock.set', shopId)) return refuse('not_allowed');
  const key = { id, actor: actor.accountId, act: `stock.adjust ${skuId}`, body: wanted };
  return needs.transact((tx) =>
    once<Journal>(tx, key, async () => {
      const [stock] = await readStock(tx.sql, [skuId], 'update');
      const decision = decideAdjustment({ onHand: stock!.onHand, held: spokenFor(stock!) }, wanted);
      if (isRefusal(decision)) return decision;
      const after = await writeOnHand(tx, [{ skuId, shopId, onHand: decision.onHand }]);
      await insertEntries(tx, [{ ...wanted, id, skuId, shopId, accountId: actor.accountId }]);
      await needs.moved(tx, after, new Map([[skuId, wanted.units]]));
      return journalOf(needs, tx.sql, (await readKept(tx.sql, skuId))!);
    }),
  );
}

async function journalOf({ namesOf }: AdjustingNeeds, sql: Reader, kept: KeptStock): Promise<Journal> {
  const rows = await readEntries(sql, kept.skuId);
  const names = await namesOf(sql, [...new Set(rows.flatMap(({ accountId }) => accountId ?? []))]);
  const { onHand, held, turned, sold } = kept;
  const entries = rows.map(({ accountId, ...entry }) => ({
    ...entry,
    by: accountId && (names.get(accountId) ?? null),
  }));
  return { onHand, held, turned, sold, entries };
}
