import { useQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Ledger, LedgerEntry, LedgerLine } from '../protocol.ts';

/** The shop's book: what each account holds, that all of them sum to zero, and the newest entries. */
export function LedgerBook({ shopId, currency }: { shopId: string; currency: string }) {
  const { t } = useTranslation();
  const book = useQuery({
    queryKey: ['ledger', shopId],
    queryFn: () => api.get<Ledger>(`/api/shops/${shopId}/ledger`),
  });
  if (book.data === undefined) {
    if (book.isError) return <ErrorState text={refusalText(book.error)} onRetry={() => void book.refetch()} />;
    return <Skeleton className="h-64 rounded-card" />;
  }
  return (
    <div className="grid gap-6">
      <p className="text-muted">{t('ledger:book.lead')}</p>
      <Balances balances={book.data.balances} currency={currency} />
      {book.data.entries.length === 0 ? (
        <EmptyState icon={Landmark} title={t('ledger:book.empty')} />
      ) : (
        <Entries entries={book.data.entries} />
      )}
    </div>
  );
}

function Balances({ balances, currency }: { balances: readonly LedgerLine[]; currency: string }) {
  const { t } = useTranslation();
  const currencies = [...new Set([currency, ...balances.map((line) => line.currency)])];
  return currencies.map((each) => {
    const lines = balances.filter((line) => line.currency === each);
    const sum = lines.reduce((total, line) => total + line.amountMinor, 0);
    return (
      <section key={each} className="grid gap-3">
        <h2 className="text-title font-extrabold">
          {t('ledger:book.balances')} ({each})
        </h2>
        <dl className="grid gap-2 rounded-card border border-line bg-surface p-4 shadow-low">
          {lines.map((line) => (
            <BalanceRow key={line.account} text={t(`ledger:book.account.${line.account}`)} line={line} />
          ))}
          <div className="flex items-baseline justify-between gap-3 border-t border-line pt-2 font-extrabold">
            <dt>{t('ledger:book.sum')}</dt>
            <dd data-testid="ledger-sum" data-minor={sum}>
              <MoneyText minor={sum} currency={each} />
            </dd>
          </div>
        </dl>
        <Notice tone={sum === 0 ? 'good' : 'bad'}>
          {t(sum === 0 ? 'ledger:book.balanced' : 'ledger:book.unbalanced')}
        </Notice>
      </section>
    );
  });
}

function BalanceRow({ text, line }: { text: string; line: LedgerLine }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt>
        {text}{' '}
        <span className="text-tiny text-muted">
          {line.amountMinor === 0 ? '' : t(line.amountMinor > 0 ? 'ledger:book.debit' : 'ledger:book.credit')}
        </span>
      </dt>
      <dd data-testid={`ledger-${line.account}`} data-minor={line.amountMinor}>
        <MoneyText minor={line.amountMinor} currency={line.currency} className="font-bold" />
      </dd>
    </div>
  );
}

function Entries({ entries }: { entries: readonly LedgerEntry[] }) {
  const { t } = useTranslation();
  return (
    <section className="grid gap-3">
      <h2 className="text-title font-extrabold">{t('ledger:book.entries')}</h2>
      <ul className="grid gap-2">
        {entries.map((entry) => (
          <li key={entry.id} className="grid gap-1 rounded-card border border-line bg-surface px-4 py-3">
            <div className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-bold">
                {t(`ledger:book.entryKind.${entry.kind}`, { defaultValue: entry.kind })}
              </span>
              {entry.orderId !== null && (
                <span className="text-small text-muted">
                  {t('ledger:book.order', { short: entry.orderId.slice(-6).toUpperCase() })}
                </span>
              )}
              <span className="ms-auto text-small text-muted">
                <TimeText at={entry.at} />
              </span>
            </div>
            <ul className="grid text-small text-muted">
              {entry.lines.map((line) => (
                <li key={`${line.account} ${line.amountMinor}`} className="flex justify-between gap-3">
                  {t(`ledger:book.account.${line.account}`)}
                  <MoneyText minor={line.amountMinor} currency={line.currency} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
