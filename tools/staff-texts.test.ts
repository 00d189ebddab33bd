import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { readMessages } from './messages.ts';
import { readSources } from './source.ts';
import { isStaffText, partOf, staffTextKeys } from './staff-texts.ts';

/** Pages whose content is behind the staff's gate, which brings the texts along. */
const behindTheGate =
  /^apps\/web\/pages\/(merchant|operator|studio|staff)\/|^apps\/web\/pages\/setup\/setup-step-page\.tsx$/;

test('each part has what the other lacks, and every staff text there is', () => {
  const texts = { room: { a: 'A' }, studio: { b: 'B' } };
  expect(partOf('rooms', texts, 'viewers')).toEqual({ room: { a: 'A' } });
  expect(partOf('rooms', texts, 'staff')).toEqual({ studio: { b: 'B' } });
  expect(partOf('moderation', texts, 'viewers')).toEqual({});
  const messages = readMessages();
  for (const [namespace, keys] of Object.entries(staffTextKeys)) {
    const known = [...messages.get(namespace)!.get('en')!.keys()].map((key) => key.split('.')[0]!);
    expect(known, namespace).toEqual(expect.arrayContaining([...(keys ?? [])]));
  }
});

test('what a viewer’s page loads, at once or later, shows no text of the staff’s part', () => {
  const sources = readSources('{ts,tsx}');
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path) || behindTheGate.test(path)) return;
    seen.add(path);
    for (const [, target] of (sources.get(path) ?? '').matchAll(/(?:from|import)[ (]*'(\.[^']+)'/g))
      visit(join(dirname(path), target!));
  };
  for (const path of sources.keys()) if (/^apps\/web\/[a-z-]+\.tsx?$/.test(path)) visit(path);
  expect(seen).toContain('features/barrage/web/talk-list.tsx');
  expect(seen).toContain('apps/web/pages/setup/setup-page.tsx');
  const wrong = [...seen].flatMap((path) =>
    [...(sources.get(path) ?? '').matchAll(/['`]([a-z-]+):([a-zA-Z]+)[.\w$'`]/g)]
      .filter(([, namespace, key]) => isStaffText(namespace!, key!))
      .map(([text]) => `${path}: ${text}`),
  );
  expect(wrong).toEqual([]);
});
