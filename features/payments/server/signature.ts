import { createHmac, timingSafeEqual } from 'node:crypto';

/** An older webhook is refused, so that a recorded one cannot be played again for ever. */
export const signatureToleranceMs = 5 * 60_000;
export const signatureHeader = 'livestall-signature';

/** `t=<ms>,v1=<hex>`: an HMAC over the time and the bytes, so that neither can be changed. */
export function sign(secret: string, body: string, at: number): string {
  return `t=${at},v1=${mac(secret, body, at).toString('hex')}`;
}

export function isSigned(secret: string, body: Buffer, header: unknown, now: number): boolean {
  const match = typeof header === 'string' ? /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(header) : null;
  if (!match) return false;
  const at = Number(match[1]);
  if (Math.abs(now - at) > signatureToleranceMs) return false;
  return timingSafeEqual(Buffer.from(match[2]!, 'hex'), mac(secret, body, at));
}

function mac(secret: string, body: string | Buffer, at: number): Buffer {
  return createHmac('sha256', secret).update(`${at}.`).update(body).digest();
}
