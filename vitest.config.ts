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
        },
      },
      {
        test: {
          name: 'pg',
          include: ['{features,platform,apps,tools}/**/*.pg.test.ts'],
          globalSetup: ['tools/test-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
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
