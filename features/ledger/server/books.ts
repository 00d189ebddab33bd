import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { allowance, type BooksWalk, firstId, firstWalk, fitting, scopeAfter } from '../books-walk.ts';
import { type BookScope, type BooksReport, bookScopes, type Wrong, wrongsShownMax } from '../protocol.ts';
import {
  claimCheck,
  countFindings,
  type Finding,
  forgetSound,
  keepFindings,
  readFindings,
  readOpenFindings,
  readWalk,
  writeReport,
} from './books-store.ts';
import type { BooksSource, Changed } from './invariant.ts';
import { lookAt, thingsPerLookMax } from './look.ts';

export const booksCheckedEveryMs = 60_000;
/** Whoever asks for a check gets one, unless the last began just now. */
export const booksAskedEveryMs = 2_000;
/** Changed orders of one check: 83 a second. Beyond that the round over everything finds them. */
export const changedPerCheckMax = 5_000;
/** Orders, or what costs as much, of the round in one check: three million a day. */
export const roundRowsMax = 2_000;
/** One statement of a check. */
export const statementMsMax = 120_000;
/** What a sweeper makes good is wrong only when it is still there after this. */
export const settleMs = 5_000;
/** A mistake that touches everything need not be written down for each order. */
export const findingsMax = 2_000;

export interface BooksNeeds extends BooksSource {
  readonly sql: Sql;
  readonly now: () => number;
  /** Hears of each thing that is found wrong, once. */
  readonly onWrong: (wrong: Wrong) => void;
  readonly roundRowsMax?: number;
}

/** Checks when the last check, of any server, is long enough ago. */
export async function checkWhenDue(needs: BooksNeeds, everyMs = booksCheckedEveryMs): Promise<void> {
  if (!(await claimCheck(needs.sql, needs.now(), everyMs))) return;
  const began = performance.now();
  const seen = await look(needs);
  if (seen === null) return;
  const now = needs.now();
  const wrongs = await keep(needs, seen, now);
  const { count, wrongs: shown } = await readFindings(needs.sql, wrongsShownMax);
  const counts = Object.fromEntries(bookScopes.map((of) => [of, seen.looked.get(of)?.size ?? 0]));
  const wholeAt = seen.whole ? now : seen.walk.wholeAt;
  const walk = { ...seen.walk, wholeAt };
  const ms = Math.round(performance.now() - began);
  const report = { checkedAt: now, ms, ...(counts as Record<BookScope, number>), wholeAt, wrongCount: count };
  await writeReport(needs.sql, { ...report, wrongs: shown } satisfies BooksReport, walk);
  for (const wrong of wrongs) needs.onWrong(wrong);
}

interface Seen {
  readonly looked: Map<BookScope, Set<string>>;
  /** Whether the round over everything ended. */
  readonly whole: boolean;
  readonly found: Map<string, Finding>;
  readonly walk: BooksWalk;
}

/**
 * As of one moment: what is being written meanwhile is either all in it or not at all. It looks at what was wrong before, at
 * what has changed, and goes on with the round over everything. A server that is still at it keeps the others away.
 */
async function look(needs: BooksNeeds): Promise<Seen | null> {
  const result = await needs.sql.begin('isolation level repeatable read read only', async (tx) => {
    const [lock] = await tx<{ alone: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended('the check of the books', 0)) as alone`;
    if (!lock!.alone) return null;
    // It waits for nobody and nobody for it: a look at what was sold a million times may take its time.
    await tx.unsafe(`set local statement_timeout = ${statementMsMax}`);
    const before = (await readWalk(tx)) ?? firstWalk;
    const looking = new Looking(needs, tx);
    for (const [of, ofScope] of Map.groupBy(await readOpenFindings(tx), (one) => one.of)) {
      await looking.at(
        of,
        ofScope.map(({ lookedId }) => lookedId),
        true,
      );
    }
    const changed = await lookAtChanged(needs, tx, looking, before.changed);
    const round = await goOn(needs, tx, looking, before);
    return {
      looked: looking.looked,
      found: looking.found,
      whole: round.whole,
      walk: { ...before, ...round.walk, changed },
    };
  });
  return result as Seen | null;
}

/** Each thing is looked at once in a check, unless slowly after quickly. */
class Looking {
  readonly looked = new Map<BookScope, Set<string>>(bookScopes.map((of) => [of, new Set()]));
  readonly found = new Map<string, Finding>();
  private readonly whole = new Set<string>();
  private readonly needs: BooksNeeds;
  private readonly sql: Reader;

  constructor(needs: BooksNeeds, sql: Reader) {
    this.needs = needs;
    this.sql = sql;
  }

  async at(of: BookScope, ids: readonly string[], slow: boolean): Promise<void> {
    const fresh = [...new Set(ids)].filter(
      (id) => !this.whole.has(`${of} ${id}`) && (slow || !this.looked.get(of)!.has(id)),
    );
    for (const finding of await lookAt(this.sql, this.needs.invariants, of, fresh, { slow })) {
      const { code, id, currency = '' } = finding.wrong;
      this.found.set(`${code} ${id} ${currency}`, finding);
    }
    for (const id of fresh) {
      this.looked.get(of)!.add(id);
      if (slow) this.whole.add(`${of} ${id}`);
    }
  }
}

async function lookAtChanged(
  needs: BooksNeeds,
  tx: Reader,
  looking: Looking,
  after: Changed | null,
): Promise<Changed | null> {
  const changed = await needs.readChanged(tx, after, changedPerCheckMax);
  if (after === null || changed.length === 0) return changed.at(-1) ?? after;
  const ids = changed.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += thingsPerLookMax) {
    const some = ids.slice(from, from + thingsPerLookMax);
    await looking.at('orders', some, false);
    for (const [of, concerned] of await needs.readConcerned(tx, some)) await looking.at(of, concerned, false);
  }
  // More than a check can look at: those that are left are found in the round, and the newest here again.
  if (changed.length === changedPerCheckMax) return (await needs.readChanged(tx, null, 1))[0] ?? after;
  return changed.at(-1)!;
}

/** The round goes on where it was, for as many rows as a check may read. */
async function goOn(needs: BooksNeeds, tx: Reader, looking: Looking, before: BooksWalk) {
  const allowed = allowance(before, needs.roundRowsMax ?? roundRowsMax);
  let { rows } = allowed;
  let { of, after } = before.round;
  let whole = false;
  while (rows > 0) {
    const next = await needs.readIds(tx, of, after, thingsPerLookMax);
    const some = fitting(next, rows);
    await looking.at(
      of,
      some.map(({ id }) => id),
      true,
    );
    rows -= some.reduce((sum, { weight }) => sum + weight, 0);
    after = some.at(-1)?.id ?? after;
    if (some.length < next.length || next.length === thingsPerLookMax) continue;
    const then = scopeAfter(of);
    [of, after] = [then ?? bookScopes[0], firstId];
    // The next round begins with the next check.
    whole = then === null;
    if (whole) break;
  }
  return { whole, walk: { round: { of, after }, debt: allowed.debt + Math.max(0, -rows) } };
}

/** What is not wrong any more is forgotten, what is new is written down; answers with what is known to be wrong since now. */
async function keep({ sql }: BooksNeeds, { looked, found }: Seen, now: number): Promise<Wrong[]> {
  const all = [...found.values()];
  const open = await readOpenFindings(sql);
  for (const of of bookScopes) {
    const ids = open
      .filter((one) => one.of === of && looked.get(of)!.has(one.lookedId))
      .map(({ lookedId }) => lookedId);
    if (ids.length > 0) await forgetSound(sql, of, ids, all);
  }
  const room = findingsMax - (await countFindings(sql));
  const known = new Set(open.map(({ of, lookedId }) => `${of} ${lookedId}`));
  const kept = all.filter(({ of, lookedId }) => known.has(`${of} ${lookedId}`));
  const fresh = all.filter(({ of, lookedId }) => !known.has(`${of} ${lookedId}`)).slice(0, Math.max(0, room));
  return keepFindings(sql, [...kept, ...fresh], now, settleMs);
}
