import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The counts of a report of Vitest or Playwright; undefined when there is none to read. */
export function readCounts(report: string): Counts | undefined {
  if (!existsSync(report)) return undefined;
  try {
    return countsOf(JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown>);
  } catch {
    return undefined;
  }
}

export function countsOf(report: Record<string, unknown>): Counts | undefined {
  const number = (value: unknown) => (typeof value === 'number' ? value : 0);
  if (typeof report.numTotalTests === 'number') {
    return {
      passed: number(report.numPassedTests),
      failed: number(report.numFailedTests),
      skipped: number(report.numPendingTests) + number(report.numTodoTests),
    };
  }
  const stats = report.stats as Record<string, unknown> | undefined;
  if (!stats) return undefined;
  // A test that passes only when it is tried again has failed.
  const failed = number(stats.unexpected) + number(stats.flaky);
  return { passed: number(stats.expected), failed, skipped: number(stats.skipped) };
}

/** What a step comes to: a step that fails counts at least one failure, whatever its report says. */
export function stepCounts(exitCode: number, report: Counts | undefined, wantsReport: boolean, ci: boolean): Counts {
  if (!wantsReport) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const ranNothing = report.passed + report.failed === 0;
  const mustFail = exitCode !== 0 || ranNothing || (ci && report.skipped > 0);
  return mustFail ? { ...report, failed: Math.max(1, report.failed) } : report;
}
