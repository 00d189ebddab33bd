import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/asvs.md', 'utf8');
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| (.+?) \| (test|built|none|\*\*gap\*\*) \| (.+) \|$/gm)].map(
  ([, point = '', asks = '', mark = '', where = '']) => ({ point, asks, mark, where }),
);

test('the list of ASVS 5.0 level 2 has each of its 253 points once', () => {
  expect(rows).toHaveLength(253);
  expect(new Set(rows.map(({ point }) => point)).size).toBe(253);
  for (const [mark, sentence] of [
    ['test', /a test fails without it \((\d+)\)/],
    ['built', /where it says \((\d+)\)/],
    ['none', /could be about \((\d+)\)/],
    ['**gap**', /with the reason \((\d+)\)/],
  ] as const) {
    expect(Number(sentence.exec(page)?.[1]), mark).toBe(rows.filter((row) => row.mark === mark).length);
  }
});

test('every test that the list names is there, with its rule', () => {
  for (const { point, mark, where } of rows) {
    const named = [...where.matchAll(/([\w./-]+\.test\.ts)((?: \[\w+\])*)/g)];
    if (mark === 'test') expect(named.length, point).toBeGreaterThan(0);
    for (const [, file = '', rules = ''] of named) {
      expect(existsSync(file), `${point}: ${file}`).toBe(true);
      const text = readFileSync(file, 'utf8');
      for (const rule of rules.match(/\[\w+\]/g) ?? []) expect(text, `${point}: ${file} ${rule}`).toContain(rule);
    }
  }
});
