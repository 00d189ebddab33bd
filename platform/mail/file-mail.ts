import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Mail } from './mail.ts';

/** Writes each letter as a file that a mail program opens. Links that sign people in are in them: only the owner reads them. */
export function createFileMail({ folder, from }: { folder: string; from: string }): Mail {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(letter) {
      const { message } = await composer.sendMail({
        ...letter,
        from: letter.from ?? from,
        textEncoding: 'quoted-printable',
      });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}`;
      const temporary = path.join(folder, `.${name}.part`);
      await writeFile(temporary, message as Buffer, { mode: 0o600, flush: true });
      await rename(temporary, path.join(folder, `${name}.eml`));
    },
    async close() {
      composer.close();
    },
  };
}
