/** Units of a SKU that are kept for one buyer, who had waited for them. */
export interface TurnNow {
  readonly id: string;
  readonly skuId: string;
  readonly accountId: string;
  readonly units: number;
}

/** The turns of a batch's buyers: the first order that buys of a SKU takes its turn up. [O62] */
export class BatchTurns {
  private readonly turns: Map<string, TurnNow>;

  constructor(turns: readonly TurnNow[]) {
    this.turns = new Map(turns.map((turn) => [keyOf(turn.accountId, turn.skuId), turn]));
  }

  /** What is left for this buyer: what is for everybody, and what is kept for this one. */
  leftFor(accountId: string, left: ReadonlyMap<string, number>): (skuId: string) => number {
    return (skuId) => (left.get(skuId) ?? 0) + (this.turnOf(accountId, skuId)?.units ?? 0);
  }

  turnOf(accountId: string, skuId: string): TurnNow | undefined {
    return this.turns.get(keyOf(accountId, skuId));
  }

  /** The turns that these lines take up are over. */
  take(accountId: string, lines: readonly { readonly skuId: string }[]): void {
    for (const { skuId } of lines) this.turns.delete(keyOf(accountId, skuId));
  }
}

/** What a line takes of the units that are for everybody: nothing while it is open, nothing that a turn has kept. */
export function takesOf(
  { skuId, quantity, firstPaid }: { readonly skuId: string; readonly quantity: number; readonly firstPaid?: boolean },
  turns: readonly TurnNow[],
): number {
  if (firstPaid) return 0;
  const kept = turns.find((turn) => turn.skuId === skuId)?.units ?? 0;
  return Math.max(0, quantity - kept);
}

function keyOf(accountId: string, skuId: string): string {
  return `${accountId} ${skuId}`;
}
