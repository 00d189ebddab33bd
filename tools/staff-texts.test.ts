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
  expect(partOf('waitlist', { line: {}, staff: {} }, 'viewers')).toEqual({});
  expect(partOf('waitlist', { line: {}, staff: {} }, 'later')).toEqual({ line: {} });
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

test('what says a later text brings the later texts along, and the first load says none', () => {
  const sources = readSources('{ts,tsx}');
  const bringer = 'apps/web/later-texts.ts';
  /** What is loaded at once with a module: all that it imports without waiting. */
  const closureOf = (path: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const [, target] of (sources.get(path) ?? '').matchAll(/(?:from|^import) '(\.[^']+)'/gm))
      closureOf(join(dirname(path), target!), seen);
    return seen;
  };
  const saysLater = (path: string) =>
    [...(sources.get(path) ?? '').matchAll(/['`]([a-z-]+):([a-zA-Z]+)[.\w$'`]/g)].some(([, namespace, key]) =>
      isLaterText(namespace!, key!),
    );
  const opened = new Map(
    [...sources].flatMap(([path, text]) =>
      [...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, target]) => [join(dirname(path), target!), path] as const),
    ),
  );
  const first = new Set(
    ['apps/web/app.tsx', 'apps/web/pages/room/room-page.tsx'].flatMap((path) => [...closureOf(path)]),
  );
  expect([...first].filter(saysLater)).toEqual([]);
  expect([...opened.keys()].some((path) => closureOf(path).has(bringer))).toBe(true);
  const bare = [...opened.keys()].filter((path) => {
    const closure = closureOf(path);
    // What a feature's own part or a later part opens has the texts by then.
    const opener = opened.get(path)!;
    const withinLater = opener.startsWith('features/') || closureOf(opener).has(bringer);
    return !withinLater && !closure.has(bringer) && [...closure].some(saysLater);
  });
  expect(bare).toEqual([]);
});
