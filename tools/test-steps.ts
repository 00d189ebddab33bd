import { findOrInstallChromium } from './browser.ts';

export interface TestStep {
  readonly name: string;
  /** For the pinned Node. */
  readonly args: readonly string[];
  /** Where it writes its counts, for a step that runs tests. */
  readonly report?: string;
  /** It measures time or drives a browser, so nothing else runs beside it. */
  readonly alone?: true;
  readonly prepare?: (say: (line: string) => void) => Promise<Record<string, string>>;
}

export const reportFolder = '.cache/test';

/** Everything that `npm test` proves, in the order of its list. */
export const testSteps: readonly TestStep[] = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'lint', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'boundaries', args: ['tools/boundaries.ts'] },
  { name: 'sizes', args: ['tools/sizes.ts'] },
  { name: 'docs', args: ['tools/docs.ts', '--check'] },
  { name: 'pure', ...vitest('pure') },
  { name: 'web', args: ['tools/web-build.ts'] },
  { name: 'postgres', ...vitest('pg') },
  { name: 'life', ...vitest('life'), alone: true },
  { name: 'pages', ...playwright('pages'), alone: true },
  { name: 'shows', ...playwright('shows'), alone: true },
];

function vitest(project: string) {
  const report = `${reportFolder}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { args: ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters], report };
}

/** A project of playwright.config.ts. */
function playwright(project: string) {
  const report = `${reportFolder}/${project}.json`;
  const options = ['--config', 'playwright.config.ts', '--project', project, '--reporter=list,json'];
  return {
    args: ['node_modules/@playwright/test/cli.js', 'test', ...options],
    report,
    prepare: async (say: (line: string) => void) => ({
      CHROMIUM: await findOrInstallChromium(say),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    }),
  };
}
