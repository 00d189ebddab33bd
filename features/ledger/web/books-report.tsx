import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, Scale } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type BooksReport, bookScopes, type Wrong } from '../protocol.ts';

/** As often as a server looks whether a check is due. */
const readAgainMs = 60_000;

/** The last check of the books of all shops: when, of what, and each wrong. */
export function BooksReportView() {
  const { t } = useTranslation();
  const books = useQuery({
    queryKey: ['books'],
    queryFn: () => api.get<{ report: BooksReport | null }>('/api/operator/books'),
    refetchInterval: readAgainMs,
  });
  if (books.data === undefined) {
    if (books.isError) return <ErrorState text={refusalText(books.error)} onRetry={() => void books.refetch()} />;
    return <Skeleton className="h-48 rounded-card" />;
  }
  const { report } = books.data;
  if (report === null) {
    return (
      <EmptyState icon={Scale} title={t('ledger:books.none')} text={t('ledger:books.noneText')} testId="books-none" />
    );
  }
  return (
    <div
      className="grid grid-cols-1 gap-5"
      data-testid="books-report"
      data-orders={report.orders}
      data-wrongs={report.wrongCount}
    >
      <Notice tone={report.wrongCount === 0 ? 'good' : 'bad'} testId="books-verdict">
        {report.wrongCount === 0 ? t('ledger:books.sound') : t('ledger:books.wrong', { count: report.wrongCount })}
      </Notice>
      <Checked report={report} />
      {report.wrongs.length > 0 && <Wrongs report={report} />}
    </div>
  );
}

function Checked({ report }: { report: BooksReport }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const counts = bookScopes.map((what) => [what, report[what]] as const);
  return (
    <section className="grid gap-3">
      <h2 className="text-title font-extrabold">{t('ledger:books.checked')}</h2>
      <p className="text-muted">
        <TimeText at={report.checkedAt} /> · {t('ledger:books.took', { ms: number.format(report.ms) })}
      </p>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
        {counts.map(([what, count]) => (
          <div
            key={what}
            className="grid content-between rounded-card border border-line bg-surface px-4 py-3 shadow-low"
          >
            <dt className="text-small font-semibold text-muted">{t(`ledger:books.${what}`)}</dt>
            <dd className="text-display font-extrabold">{number.format(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-small" data-testid="books-whole">
        {report.wholeAt === null ? (
          t('ledger:books.wholeNot')
        ) : (
          <Trans i18nKey="ledger:books.whole" components={{ time: <TimeText at={report.wholeAt} /> }} />
        )}
      </p>
      <p className="max-w-prose text-small text-muted">{t('ledger:books.what')}</p>
      <CheckNow />
    </section>
  );
}

function CheckNow() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const check = useAct((id) => api.post<{ report: BooksReport }>('/api/operator/books', { id }), {
    onDone: (read) => queries.setQueryData(['books'], read),
    onError: (error) => toast(refusalText(error), 'bad'),
  });
  return (
    <div>
      <Button look="plain" busy={check.busy} onClick={() => void check.run({})} data-testid="books-check">
        <RefreshCw aria-hidden className="size-5" />
        {t('ledger:books.now')}
      </Button>
    </div>
  );
}

function Wrongs({ report }: { report: BooksReport }) {
  const { t } = useTranslation();
  const more = report.wrongCount - report.wrongs.length;
  return (
    <section className="grid gap-3">
      <h2 className="text-title font-extrabold">{t('ledger:books.wrongs')}</h2>
      <ul className="grid gap-2" data-testid="books-wrongs">
        {report.wrongs.map((wrong) => (
          <li key={`${wrong.code} ${wrong.id} ${wrong.currency ?? ''}`}>
            <WrongRow wrong={wrong} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-muted">{t('ledger:books.more', { count: more })}</p>}
    </section>
  );
}

function WrongRow({ wrong: { code, id, currency, offMinor, offUnits, foundAt } }: { wrong: Wrong }) {
  const { t, i18n } = useTranslation();
  const units = offUnits === undefined ? null : new Intl.NumberFormat(i18n.language).format(offUnits);
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 rounded-card border border-line bg-surface px-4 py-3">
      <p className="min-w-0">
        <span className="block font-bold">{t(`ledger:books.code.${code}`)}</span>
        <code className="block text-tiny break-all text-muted select-all">{id}</code>
        {foundAt !== undefined && (
          <span className="block text-tiny text-muted">
            <Trans i18nKey="ledger:books.since" components={{ time: <TimeText at={foundAt} near /> }} />
          </span>
        )}
      </p>
      {offMinor !== undefined && currency !== undefined && (
        <MoneyText minor={offMinor} currency={currency} className="font-extrabold text-bad" />
      )}
      {units !== null && <span className="font-extrabold text-bad tabular">{t('ledger:books.off', { units })}</span>}
    </div>
  );
}
