import path from 'node:path';
import { expect, test } from 'vitest';
import { readTexts } from '../../../platform/http/texts.ts';
import type { Letter } from '../../../platform/mail/mail.ts';
import { sendLetter } from './letters.ts';
import type { ReviewRow } from './store.ts';

test('[W6] the author gets a letter in the language of the shop, with the reason and the way there', async () => {
  const { text } = await readTexts({ reviews: path.join(import.meta.dirname, '../messages') });
  const sent: Letter[] = [];
  const needs = {
    sql: null as never,
    text,
    publicUrl: 'https://shop.example',
    onFault: (error: unknown) => {
      throw error;
    },
    addressOf: async (_sql: unknown, accountId: string) => (accountId === 'vera' ? 'vera@livestall.example' : null),
    languageOf: async () => 'ko',
    readProducts: async () => [{ id: 'p', shopId: 's', title: '목도리', state: 'shown' }],
    mail: { send: async (letter: Letter) => void sent.push(letter) },
  };
  const row = { accountId: 'vera', shopId: 's', productId: 'p', hidden: 'spam' } as ReviewRow;
  for (const what of ['answered', 'hidden', 'shown'] as const) await sendLetter(needs, row, what);
  // Without an address there is nobody to write to.
  await sendLetter(needs, { ...row, accountId: 'guest' }, 'hidden');
  expect(sent.map(({ to }) => to)).toEqual([
    'vera@livestall.example',
    'vera@livestall.example',
    'vera@livestall.example',
  ]);
  expect(sent[1]!.subject).toContain('목도리');
  expect(sent[1]!.text).toContain('광고나 스팸');
  expect(sent[1]!.text).toContain('https://shop.example/products/p');
});
