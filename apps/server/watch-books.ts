import type { FastifyBaseLogger } from 'fastify';
import { Gauge, type Registry } from 'prom-client';
import type { BooksReport } from '../../features/ledger/protocol.ts';
import type { LedgerFeature } from '../../features/ledger/server/index.ts';

/** How often a server looks whether a check of the books is due; one of them then does it. */
export const booksLookedAtEveryMs = 60_000;

/** From the last check, of whichever server. Before the first there is no time of one, and nothing was found. */
export function watchBooks(registry: Registry, readReport: () => Promise<BooksReport | null>): void {
  const gauge = (name: string, help: string, value: (report: BooksReport) => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        // The figures of everything else are worth more than these while the database is away.
        const report = await readReport().catch(() => null);
        this.set(report ? value(report) : 0);
      },
    });
  gauge('livestall_ledger_wrongs', 'What the last check of the books found wrong', (report) => report.wrongCount);
  gauge(
    'livestall_ledger_whole_seconds',
    'When the last round over everything ended',
    (report) => (report.wholeAt ?? 0) / 1_000,
  );
  gauge('livestall_ledger_checked_seconds', 'When the books were checked last', (report) => report.checkedAt / 1_000);
}

/** Checks and sums up, at once and then again and again. Returns the way to stop. */
export function checkBooksOften(
  { sumUp, checkBooks }: Pick<LedgerFeature, 'sumUp' | 'checkBooks'>,
  log: FastifyBaseLogger,
): () => Promise<void> {
  const checkNow = () =>
    checkBooks()
      .finally(sumUp)
      .catch((err: unknown) => log.error({ err }, 'the check of the books failed'));
  let checking = checkNow();
  const timer = setInterval(() => {
    checking = checking.then(checkNow);
  }, booksLookedAtEveryMs);
  return () => {
    clearInterval(timer);
    return checking;
  };
}
