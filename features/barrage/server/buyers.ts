import type { BarrageNeeds } from './needs.ts';
import type { Saying } from './saying.ts';

/** Who has bought has bought; who has not may buy during the show. */
export const notBoughtFreshMs = 20_000;
export const buyersRememberedMax = 20_000;
/** A badge is not worth a wait. */
export const buyerAskMs = 200;

interface Answer {
  readonly bought: boolean;
  readonly at: number;
}

/** Finds the buyers among talkers, from memory where it is fresh. */
export function createBuyers({ sql, now, hasBought }: Pick<BarrageNeeds, 'sql' | 'now' | 'hasBought'>) {
  const known = new Map<string, Answer>();
  return { among };

  async function among(lines: readonly Saying[], mayAsk: boolean): Promise<Set<string>> {
    if (!hasBought) return new Set();
    const asked = new Map(lines.filter((line) => !isFresh(line)).map((line) => [line.accountId, line]));
    if (mayAsk && asked.size > 0) await atMost(buyerAskMs, Promise.allSettled([...asked.values()].map(ask)));
    return new Set(lines.filter((line) => known.get(keyOf(line))?.bought).map((line) => line.accountId));
  }

  function isFresh(line: Saying): boolean {
    const answer = known.get(keyOf(line));
    return answer !== undefined && (answer.bought || now() - answer.at < notBoughtFreshMs);
  }

  async function ask(line: Saying): Promise<void> {
    const bought = await hasBought!(sql, line.accountId, line.shopId);
    known.delete(keyOf(line));
    known.set(keyOf(line), { bought, at: now() });
    if (known.size > buyersRememberedMax) known.delete(known.keys().next().value!);
  }
}

function keyOf(line: Saying): string {
  return `${line.shopId} ${line.accountId}`;
}

function atMost(ms: number, work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
