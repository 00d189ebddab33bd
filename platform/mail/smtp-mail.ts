import { createTransport } from 'nodemailer';
import type { Mail } from './mail.ts';

export const smtpConnectMs = 5_000;
export const smtpSocketMs = 15_000;
export const smtpConnectionsMax = 3;

/** Hands letters to a mail server. `smtps:` is encrypted from the start; `smtp:` as soon as the server offers it. */
export function createSmtpMail({ url, from }: { url: string; from: string }): Mail {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: smtpConnectionsMax,
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: smtpConnectMs,
    greetingTimeout: smtpConnectMs,
    socketTimeout: smtpSocketMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(letter) {
      await transport.sendMail({ ...letter, from: letter.from ?? from, textEncoding: 'quoted-printable' });
    },
    async close() {
      transport.close();
    },
  };
}
