import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Jobs } from '../jobs/jobs.ts';
import type { Letter, Mail } from './mail.ts';

const queue = 'mail';
const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Mail that outlives a mail server that is down and a process that dies: `send` keeps the letter, a worker hands it over
 * and tries again. Letters lie in the database sealed, for a link that signs somebody in may be in them. [M5]
 */
export async function createQueuedMail({ jobs, mail, key }: { jobs: Jobs; mail: Mail; key: Buffer }): Promise<Mail> {
  await jobs.work(queue, async (data) => mail.send(open(key, (data as { sealed: string }).sealed)));
  return {
    send: ({ id, ...letter }) => jobs.send(queue, { sealed: seal(key, letter) }, id),
    close: () => mail.close(),
  };
}

function seal(key: Buffer, letter: Letter): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce);
  const text = Buffer.concat([sealing.update(JSON.stringify(letter), 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]).toString('base64');
}

function open(key: Buffer, sealed: string): Letter {
  const bytes = Buffer.from(sealed, 'base64');
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes));
  opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]);
  return JSON.parse(text.toString('utf8')) as Letter;
}
