import { ClipboardList } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { type Journal, journalEntriesMax } from '../protocol.ts';
import { ChangeStock } from './change-stock.tsx';
import { useJournal } from './use-journal.ts';

/** How many there are of one variant, what is to be noted, and why there are so many. */
export function StockJournal({ skuId }: { skuId: string }) {
  const { t } = useTranslation();
  const journal = useJournal(skuId);
  if (journal.data === undefined) {
    if (journal.isError) return <ErrorState text={refusalText(journal.error)} onRetry={() => void journal.refetch()} />;
    return <Skeleton className="h-72 rounded-card" />;
  }
  const { onHand, held, turned, sold, entries } = journal.data;
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="stock-journal">
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4 text-center">
        <Figure text={t('stock:journal.onHand')} value={onHand} testId="stock-on-hand" strong />
        <Figure text={t('stock:journal.held')} value={held} />
        <Figure text={t('stock:journal.turned')} value={turned} />
        <Figure text={t('stock:journal.sold')} value={sold} />
      </dl>
      <ChangeStock skuId={skuId} />
      {entries.length === 0 ? (
        <EmptyState icon={ClipboardList} title={t('stock:journal.empty')} />
      ) : (
        <section className="grid gap-2">
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </ul>
          {entries.length === journalEntriesMax && (
            <p className="text-small text-muted">{t('stock:journal.newest', { count: journalEntriesMax })}</p>
          )}
        </section>
      )}
    </div>
  );
}

interface FigureProps {
  text: string;
  value: number;
  strong?: boolean;
  testId?: string;
}

function Figure({ text, value, strong = false, testId }: FigureProps) {
  const locale = useLocale();
  return (
    <div className="flex flex-col-reverse justify-end rounded-card border border-line bg-surface px-2 py-3">
      <dt className="text-small text-muted">{text}</dt>
      <dd data-testid={testId} className={`tabular text-price font-extrabold ${strong ? 'text-accent-text' : ''}`}>
        {value.toLocaleString(locale)}
      </dd>
    </div>
  );
}

function EntryRow({ entry }: { entry: Journal['entries'][number] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const units = new Intl.NumberFormat(locale, { signDisplay: 'always' }).format(entry.units);
  return (
    <li className="flex items-baseline gap-3 px-4 py-3" data-testid="stock-entry">
      <span className={`tabular min-w-14 text-end font-extrabold ${entry.units > 0 ? 'text-good' : 'text-bad'}`}>
        {units}
      </span>
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="font-semibold">{t(`stock:reason.${entry.reason}`)}</span>
        {entry.note !== '' && <span className="break-words text-small">{entry.note}</span>}
        <span className="text-small text-muted">
          {entry.by && `${entry.by} · `}
          <TimeText at={entry.at} />
        </span>
      </span>
    </li>
  );
}
