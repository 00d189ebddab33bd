import { defineConfig } from 'vitest/config';

// Two projects: 'pure' needs nothing, 'pg' needs a real PostgreSQL (tools/test-database.ts starts one).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{features,platform,apps,tools}/**/*.test.ts'],
          exclude: ['**/*.pg.test.ts', '**/node_modules/**'],
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
    ],
  },
});
