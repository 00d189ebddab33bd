import { expect, test } from 'vitest';
import { findGrowth, growthMax, type Sample } from './samples.ts';

const figures = { heapMb: 60, outsideMb: 5, rssMb: 180, files: 40, sockets: 22, timers: 6 };
const sample: Sample = { seconds: 0, server: figures, media: figures, connections: 12 };

test('what comes back to where it was is no growth; what does not is named with both figures', () => {
  const within = { ...figures, heapMb: figures.heapMb + growthMax.heapMb, rssMb: 100 };
  expect(findGrowth(sample, { ...sample, server: within }, [])).toEqual([]);
  const grown = { ...sample, media: { ...figures, files: 340 }, connections: 22 };
  expect(findGrowth(sample, grown, [])).toEqual([
    'media files: 40 at first, 340 at last',
    'connections: 12 at first, 22 at last',
  ]);
});

test('resident memory may climb to what the crowd needs, but not go on', () => {
  const withResident = (rssMb: number) => ({ ...sample, server: { ...figures, rssMb } });
  const climbed = [240, 330, 334, 336].map(withResident);
  expect(findGrowth(sample, withResident(338), climbed)).toEqual([]);
  const climbing = [240, 330, 420, 510].map(withResident);
  expect(findGrowth(sample, withResident(560), climbing)).toEqual(['server rssMb: 330 early on, 560 at last']);
});
