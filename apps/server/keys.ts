import { hkdfSync } from 'node:crypto';

/** A key of its own for each purpose, from the installation's secret: what one of them loses tells nothing of the others. */
export function deriveKey(secret: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', `livestall ${purpose}`, 32)).toString('base64url');
}

/** Makes an owner of who holds it, once: the start prints it, and nothing keeps it. */
export function setupKeyOf(secret: string, number: number): string {
  return deriveKey(secret, `set-up key ${number}`);
}

/** Signs video addresses: the only key that the media process gets. */
export function mediaKeyOf(secret: string): string {
  return deriveKey(secret, 'media addresses');
}
