import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import { deriveKey, readSigned, sign } from './keys.ts';

/** Its types leave out that the plugin itself has them. */
const { parse, serialize } = fastifyCookie as unknown as Pick<fastifyCookie.FastifyCookie, 'parse' | 'serialize'>;

/** How long a browser stays the same guest. */
export const guestDaysMax = 365;
export const sessionDays = 30;
const daySeconds = 24 * 60 * 60;
/** A cookie header that is longer than this is not ours. */
const cookieHeaderCharsMax = 8_192;

export interface Cookies {
  readonly guestName: string;
  readonly sessionName: string;
  /** The secret that the sign-in library signs its own cookies with. */
  readonly sessionKey: string;
  /** The guest's id and the session's token, when their signatures hold. */
  read(header: string | undefined): { guestId: string | null; token: string | null };
  /** The `set-cookie` value that makes a browser this guest. */
  guest(id?: string): string;
  /** The same for a session, in the sign-in library's own form. */
  session(token: string): string;
}

/** The two cookies: httpOnly, SameSite=Lax, and Secure under names that only HTTPS may set when the shop is on HTTPS. */
export function createCookies(secret: string, publicUrl: string): Cookies {
  const https = publicUrl.startsWith('https:');
  const guestKey = deriveKey(secret, 'guest-cookie');
  const sessionKey = deriveKey(secret, 'sessions').export().toString('base64url');
  const guestName = `${https ? '__Host-' : ''}livestall.guest`;
  const sessionName = `${https ? '__Secure-' : ''}${sessionCookiePrefix}.session_token`;
  const set = (name: string, value: string, days: number) =>
    serialize(name, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: https,
      maxAge: days * daySeconds,
    });
  return {
    guestName,
    sessionName,
    sessionKey,
    read(header) {
      if (!header || header.length > cookieHeaderCharsMax) return { guestId: null, token: null };
      const cookies = parse(header);
      const guest = cookies[guestName];
      const session = cookies[sessionName];
      return {
        guestId: guest ? readSigned(guestKey, guest, 'base64url') : null,
        token: session ? readSigned(sessionKey, session, 'base64') : null,
      };
    },
    guest: (id = randomUUID()) => set(guestName, `${id}.${sign(guestKey, id, 'base64url')}`, guestDaysMax),
    session: (token) => set(sessionName, `${token}.${sign(sessionKey, token, 'base64')}`, sessionDays),
  };
}

export const sessionCookiePrefix = 'livestall';
