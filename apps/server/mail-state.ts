import type { MailState } from '../../features/shops/settings.ts';
import { senderOf } from '../../platform/mail/mail.ts';
import type { Settings } from '../settings.ts';

/** What may be shown of the mail settings: never the user or the password. */
export function mailStateOf({ smtpUrl, publicUrl }: Pick<Settings, 'smtpUrl' | 'publicUrl'>): MailState {
  const sender = senderOf(publicUrl);
  if (!smtpUrl) return { by: 'file', host: null, encrypted: false, signsIn: false, sender };
  const { hostname, protocol, username } = new URL(smtpUrl);
  return { by: 'smtp', host: hostname, encrypted: protocol === 'smtps:', signsIn: username !== '', sender };
}
