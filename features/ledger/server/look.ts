import type { Reader } from '../../../platform/db/connect.ts';
import type { BookScope } from '../protocol.ts';
import type { Finding } from './books-store.ts';
import type { Invariant } from './invariant.ts';

/** Things that are looked at together: as many as one statement bears well. */
export const thingsPerLookMax = 500;

/** Everything that is wrong with these things. Without `slow`, what reads all that was ever sold of them is left out. */
export async function lookAt(
  sql: Reader,
  invariants: readonly Invariant[],
  of: BookScope,
  ids: readonly string[],
  { slow }: { readonly slow: boolean },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const wanted = invariants.filter((one) => one.of === of && (slow || !one.slow));
  for (let from = 0; from < ids.length; from += thingsPerLookMax) {
    const some = ids.slice(from, from + thingsPerLookMax);
    for (const { find, settles = false } of wanted) {
      for (const { lookedId, ...wrong } of await find(sql, some)) {
        findings.push({ wrong, of, settles, lookedId: lookedId ?? wrong.id });
      }
    }
  }
  return findings;
}
