/** What is known of a certificate that is there. */
export interface HeldCertificate {
  readonly covers: (name: string) => boolean;
  readonly from: number;
  readonly to: number;
}

/** `make`: there is none that can be shown. `renew`: there is one, but its time comes to an end. */
export type CertificateNeed = 'keep' | 'renew' | 'make';

const minuteMs = 60_000;
const firstRetryMs = 2 * minuteMs;
const retryMsMax = 6 * 60 * minuteMs;
/** Not for ever, whatever an authority writes. */
const askedMsMax = 7 * 24 * 60 * minuteMs;
/** Four tries in the first hour: Let's Encrypt takes five failed proofs of a name in an hour. */
const retryFactor = 3;

/**
 * The last third of its time is for renewing, however long that is: a month of 90 days, two days of a week. One that has
 * run out is shown all the same until there is a new one, because the alternative is no answer at all.
 */
export function certificateNeed(
  held: HeldCertificate | undefined,
  names: readonly string[],
  now: number,
): CertificateNeed {
  if (!held || !names.every(held.covers)) return 'make';
  return now < held.to - (held.to - held.from) / 3 ? 'keep' : 'renew';
}

/** When to try again after so many failures in a row; an authority that names a time is not asked before. */
export function retryDelayMs(failures: number, askedMs = 0): number {
  const ownMs = Math.min(retryMsMax, firstRetryMs * retryFactor ** (failures - 1));
  return Math.max(ownMs, Math.min(askedMs, askedMsMax));
}
