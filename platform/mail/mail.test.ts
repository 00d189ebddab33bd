import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createMail } from './create-mail.ts';
import type { Mail } from './mail.ts';
import { createMemoryMail } from './memory-mail.ts';
import { startSmtpDouble } from './smtp-double.ts';

interface Held {
  mail: Mail;
  /** What arrived, as `to`, `subject` and `text` in one string. */
  arrived(): string[];
  fail(): void;
  stop(): Promise<void>;
}

const publicUrl = 'https://shop.example:8443';
const letter = {
  to: 'host@livestall.example',
  subject: 'Grüße aus Jena',
  text: 'First line\n.\nhttps://shop.example/reset?token=abc=def\n서하나',
};

const kinds: Record<string, () => Promise<Held>> = {
  async memory() {
    const mail = createMemoryMail();
    const arrived = () => mail.letters.map((one) => [one.to, one.subject, one.text].join('\n'));
    return { mail, arrived, fail: () => mail.failNext(), stop: async () => {} };
  },
  async file() {
    const parent = mkdtempSync(path.join(tmpdir(), 'livestall-mail-'));
    const folder = path.join(parent, 'mail');
    writeFileSync(path.join(parent, 'file'), 'no folder can be made in here');
    const good = createMail({ mailDir: folder, publicUrl });
    const bad = createMail({ mailDir: path.join(parent, 'file', 'mail'), publicUrl });
    let failing = false;
    const mail: Mail = {
      send(one) {
        const next = failing ? bad : good;
        failing = false;
        return next.send(one);
      },
      close: () => good.close(),
    };
    const files = () => readdirSync(folder).filter((name) => name.endsWith('.eml'));
    return {
      mail,
      arrived: () => files().map((name) => plain(readFileSync(path.join(folder, name), 'utf8'))),
      fail() {
        failing = true;
      },
      stop: async () => rmSync(parent, { recursive: true }),
    };
  },
  async smtp() {
    const double = await startSmtpDouble();
    const mail = createMail({ smtpUrl: double.url, mailDir: '/nowhere', publicUrl });
    return {
      mail,
      arrived: () => double.messages.map(plain),
      fail: double.failNext,
      stop: async () => {
        await mail.close();
        await double.stop();
      },
    };
  },
};

let held: Held | undefined;
afterEach(async () => held?.stop());

describe.each(Object.keys(kinds))('mail by %s', (kind) => {
  test('[M1] a letter arrives whole: signs of every language, a lone dot, a long address', async () => {
    held = await kinds[kind]!();
    await held.mail.send(letter);
    expect(held.arrived()).toHaveLength(1);
    for (const part of [letter.to, letter.subject, letter.text]) expect(held.arrived()[0]).toContain(part);
  });

  test('[M2] a letter that nobody took is an error, and the next one arrives', async () => {
    held = await kinds[kind]!();
    await held.mail.send(letter);
    held.fail();
    await expect(held.mail.send(letter)).rejects.toThrow();
    await held.mail.send(letter);
    expect(held.arrived()).toHaveLength(2);
  });
});

describe.each(['file', 'smtp'])('mail by %s', (kind) => {
  test('[M3] a line break in an address or a subject adds no header', async () => {
    held = await kinds[kind]!();
    await held.mail.send({ ...letter, subject: 'Hello\r\nBcc: everybody@example.com' });
    expect(held.arrived()[0]).not.toMatch(/^Bcc:/im);
  });
});

test('[M6] a letter that names who signs it comes from there, by file and by mail server', async () => {
  for (const kind of ['file', 'smtp']) {
    held = await kinds[kind]!();
    await held.mail.send({ ...letter, from: { name: 'Kiln & Co', address: 'orders@kiln.example' } });
    expect(held.arrived()[0]).toMatch(/^From:.*Kiln & Co.*<orders@kiln.example>$/m);
    if (kind === 'file') await held.stop();
  }
});

test('[M4] a letter in a file is for its owner only, and comes from the shop’s address', async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'livestall-mail-')), 'mail');
  await createMail({ mailDir: folder, publicUrl }).send(letter);
  const file = path.join(folder, readdirSync(folder)[0]!);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(file, 'utf8')).toContain('From: Livestall <no-reply@shop.example>');
  rmSync(path.dirname(folder), { recursive: true });
});

/** Undoes what mail does to text: quoted-printable bodies, encoded words, doubled dots. */
function plain(message: string): string {
  const end = message.indexOf('\n\n');
  const words = message.slice(0, end).replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_all, kind: string, text: string) => {
    return kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : quoted(text.replaceAll('_', ' '));
  });
  return `${words}\n${quoted(message.slice(end)).replace(/^\.\./gm, '.')}`;
}

function quoted(text: string): string {
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
