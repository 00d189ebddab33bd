import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plant, plantedBugs } from './bugs.ts';

test('every planted bug stands in the sources as they are, once, and its test is there', () => {
  const wrongs = plantedBugs.flatMap((bug) => {
    if (!existsSync(bug.test.file)) return [`${bug.test.file} is not there`];
    try {
      const text = readFileSync(bug.file, 'utf8');
      return plant(text, bug) === text ? [`"${bug.what}" changes nothing`] : [];
    } catch (error) {
      return [String(error)];
    }
  });
  expect(wrongs).toEqual([]);
  expect(plantedBugs.length).toBeGreaterThanOrEqual(20);
  expect(new Set(plantedBugs.map(({ what }) => what)).size).toBe(plantedBugs.length);
});
