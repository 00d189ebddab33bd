import { createFileMail } from './file-mail.ts';
import { type Mail, senderOf } from './mail.ts';
import { createSmtpMail } from './smtp-mail.ts';

/** The post of this installation: a mail server when one is set, files otherwise. */
export function createMail(settings: { smtpUrl?: string | undefined; mailDir: string; publicUrl: string }): Mail {
  const from = senderOf(settings.publicUrl);
  return settings.smtpUrl
    ? createSmtpMail({ url: settings.smtpUrl, from })
    : createFileMail({ folder: settings.mailDir, from });
}
