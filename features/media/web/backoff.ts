/** How long to wait before another try: doubling, and spread, because all who lost a line lost it at the same moment. */
export function backoffMs(failures: number, msMin: number, msMax: number): number {
  const longest = Math.min(msMax, msMin * 2 ** Math.max(0, failures - 1));
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return longest * (0.5 + random / 2 ** 33);
}
