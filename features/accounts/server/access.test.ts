import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { acts } from '../access.ts';

const edges = globSync('{features/*/server,platform}/**/*.ts', { exclude: ['**/*.test.ts', '**/test-*.ts'] })
  // The id under which a command is kept may read like an act, but asks nobody.
  .map((file) => ({ file, text: readFileSync(file, 'utf8').replaceAll(/\bact: '[^']*'/g, '') }));

test.each(Object.keys(acts))('[A10] an edge asks who may %s', (act) => {
  expect(edges.filter(({ text }) => text.includes(`'${act}'`)).length).toBeGreaterThan(0);
});

test('[A10] no feature decides by a role beside the table', () => {
  const beside = edges.filter(({ file, text }) => file.startsWith('features/') && /\bhasRole\(/.test(text));
  expect(beside.map(({ file }) => file)).toEqual([]);
});
