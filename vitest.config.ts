import { defineConfig } from 'vitest/config';

// 'pure' needs nothing, 'pg' a real PostgreSQL (tools/test-database.ts starts one), 'life' starts and kills whole houses.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{features,platform,apps,tools}/**/*.test.ts'],
          exclude: ['**/*.{pg,life}.test.ts', '**/node_modules/**'],
          // Files share a process: to read the product anew for each of them took two thirds of the time.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['{features,platform,apps,tools}/**/*.pg.test.ts'],
          globalSetup: ['tools/test-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // More than there are cores: most of them wait for a clock, a limit or a disk.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'life',
          include: ['tools/**/*.life.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
