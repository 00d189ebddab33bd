/** A bucket that fills at a steady rate: what a sender may spend now. */
export interface Allowance {
  readonly left: number;
  readonly at: number;
}

export function fullAllowance(burst: number, now: number): Allowance {
  return { left: burst, at: now };
}

/** The allowance after spending, or null when it does not reach. */
export function spend(allowance: Allowance, now: number, cost: number, perSecond: number, burst: number) {
  const refilled = Math.min(burst, allowance.left + (Math.max(0, now - allowance.at) * perSecond) / 1000);
  return refilled < cost ? null : { left: refilled - cost, at: now };
}
