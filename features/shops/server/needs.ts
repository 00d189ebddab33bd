import type { FastifyBaseLogger } from 'fastify';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { MailState } from '../settings.ts';
import type { StaffNeeds } from './staff.ts';

/** What app.ts hands in. */
export interface ShopsNeeds extends StaffNeeds {
  readonly hasOrders: (sql: Reader, shopId: string) => Promise<boolean>;
  /** The post without its queue: a letter is out, or its refusal is known, when `send` returns. */
  readonly post: Pick<Mail, 'send'>;
  readonly mailState: MailState;
  readonly text: Texts['text'];
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}
