import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { readMessages } from './messages.ts';
import { readSources } from './source.ts';
import { isLaterText, isStaffText, laterTextKeys, partOf, staffTextKeys } from './staff-texts.ts';

/** Pages whose content is behind the staff's gate, which brings the texts along. */
const behindTheGate =
  /^apps\/web\/pages\/(merchant|operator|studio|staff)\/|^apps\/web\/pages\/setup\/setup-step-page\.tsx$/;

test('each part has what the other lacks, and every staff text there is', () => {
  const texts = { room: { a: 'A' }, studio: { b: 'B' } };
  expect(partOf('rooms', texts, 'viewers')).toEqual({ room: { a: 'A' } });
  expect(partOf('rooms', texts, 'staff')).toEqual({ studio: { b: 'B' } });
  expect(partOf('moderation', texts, 'viewers')).toEqual({});
  const messages = readMessages();
  expect(partOf('carts', texts, 'later')).toEqual(texts);
  for (const [namespace, keys] of [...Object.entries(staffTextKeys), ...Object.entries(laterTextKeys)]) {
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

test('what shows a text that comes later brings it along', () => {
  const sources = readSources('{ts,tsx}');
  const importsAtOnce = (path: string) =>
    [...(sources.get(path) ?? '').matchAll(/^(?:import|export|\}) (?:[^;']*? from )?'(\.[^']+)'/gm)].map(([, target]) =>
      join(dirname(path), target!),
    );
  const namesOne = (path: string) =>
    [...(sources.get(path) ?? '').matchAll(/['`]([a-z-]+):([a-zA-Z]+)[.\w$'`]/g)].some(([, namespace, key]) =>
      isLaterText(namespace!, key!),
    );
  const startedBy = [...sources].flatMap(([path, text]) =>
    [...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, target]) => join(dirname(path), target!)),
  );
  const wrong = ['apps/web/main.ts', 'apps/web/app.tsx', ...startedBy].filter((start) => {
    const seen = new Set<string>();
    const visit = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      importsAtOnce(path).forEach(visit);
    };
    visit(start);
    return [...seen].some(namesOne) && !seen.has('apps/web/later-texts.ts');
  });
  expect(wrong).toEqual([]);
});
