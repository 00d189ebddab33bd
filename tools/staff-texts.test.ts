import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { readMessages } from './messages.ts';
import { readSources } from './source.ts';
import { isStaffText, partOf, staffTextKeys } from './staff-texts.ts';

/** Pages whose content is behind the staff's gate, which brings the texts along. */
const behindTheGate =
  /^apps\/web\/pages\/(merchant|operator|studio|staff)\/|^apps\/web\/pages\/setup\/setup-step-page\.tsx$/;
/** It brings along what it says itself, and is looked at on its own. */
const ordersPage = 'apps/web/pages/orders/orders-page.tsx';

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
  const starts = [...sources.keys()].filter((path) => /^apps\/web\/[a-z-]+\.tsx?$/.test(path));
  const seen = reached(sources, starts, (path) => path === ordersPage || behindTheGate.test(path));
  expect(seen).toContain('features/barrage/web/talk-list.tsx');
  expect(seen).toContain('apps/web/pages/setup/setup-page.tsx');
  expect(staffTextsIn(sources, seen)).toEqual([]);
});

test('the page of the own orders shows of the staff’s part only what it brings along', () => {
  const sources = readSources('{ts,tsx}');
  const seen = reached(sources, [ordersPage], (path) => behindTheGate.test(path));
  expect(seen).toContain('apps/web/order-texts.ts');
  expect(sources.get(ordersPage)).toMatch(/^addOrderTexts\(\);$/m);
  const shown = staffTextsIn(sources, seen);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((text) => !/['`](fulfilment:|orders:(own|way)\.)/.test(text))).toEqual([]);
});

type Sources = ReturnType<typeof readSources>;

function reached(sources: Sources, starts: readonly string[], isApart: (path: string) => boolean): Set<string> {
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path) || isApart(path)) return;
    seen.add(path);
    for (const [, target] of (sources.get(path) ?? '').matchAll(/(?:from|import)[ (]*'(\.[^']+)'/g))
      visit(join(dirname(path), target!));
  };
  for (const path of starts) visit(path);
  return seen;
}

function staffTextsIn(sources: Sources, paths: ReadonlySet<string>): string[] {
  return [...paths].flatMap((path) =>
    [...(sources.get(path) ?? '').matchAll(/['`]([a-z-]+):([a-zA-Z]+)[.\w$'`]/g)]
      .filter(([, namespace, key]) => isStaffText(namespace!, key!))
      .map(([text]) => `${path}: ${text}`),
  );
}
