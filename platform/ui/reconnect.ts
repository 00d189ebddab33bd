import { closeCodes } from '../kit/socket-protocol.ts';

const firstMs = 400;
const longestMs = 10_000;
const doublingsMax = 5;

/** 4500 to 4999 mean that the server will say the same again; everything else is worth another try. */
export function comesBack(code: number): boolean {
  return code < 4500 || code > 4999;
}

/** From 0 to 1. */
export function chance(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return random / 2 ** 32;
}

/** How long to wait, spread by `chance` (0 to 1) so that a whole room does not come back in the same instant. */
export function backoffMs(code: number, failures: number, chance: number): number {
  if (code === closeCodes.session_changed) return 0;
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures, doublingsMax));
  return Math.round(ceiling * (0.25 + 0.75 * chance));
}
