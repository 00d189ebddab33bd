/** Cut by these weights without a rest: each gets what lies between its rounded edges. Nothing weighs nothing. */
export function split(minor: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  return weights.map((weight) => {
    const from = reached;
    reached += weight;
    return whole === 0 ? 0 : upTo(minor, reached, whole) - upTo(minor, from, whole);
  });
}

/** The share of a part, rounded half up. Amounts go up to 10^11 each: a product of two is beyond what a number holds exactly. */
export function upTo(minor: number, part: number, whole: number): number {
  return Number((2n * BigInt(minor) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}
