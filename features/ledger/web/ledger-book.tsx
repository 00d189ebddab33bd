import { useQuery } from '@tanstack/react-query';
import { ChevronDown, Landmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { ledgerFigures } from '../ledger-figures.ts';
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
    return <BookSkeleton />;
  }
  const { balances, entries } = book.data;
  return (
    <div className="grid grid-cols-1 gap-6">
      <Figures balances={balances} currency={currency} />
      {entries.length === 0 ? (
        <EmptyState icon={Landmark} title={t('ledger:book.empty')} text={t('ledger:book.emptyText')} />
      ) : (
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Entries entries={entries} />
          <div className="grid gap-4">
            <Balances balances={balances} currency={currency} />
          </div>
        </div>
      )}
    </div>
  );
}

/** The three sums that a merchant comes for. */
function Figures({ balances, currency }: { balances: readonly LedgerLine[]; currency: string }) {
  const { t } = useTranslation();
  const { earnedMinor, taxMinor, dueMinor } = ledgerFigures(balances, currency);
  const figures = [
    { name: 'earned', minor: earnedMinor },
    { name: 'tax', minor: taxMinor },
    { name: 'due', minor: dueMinor },
  ] as const;
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      {figures.map(({ name, minor }) => (
        <div
          key={name}
          className="grid content-start gap-x-4 gap-y-1 rounded-card border border-line bg-surface p-4 shadow-low max-sm:grid-cols-[1fr_auto]"
        >
          <dt className="text-small font-semibold text-muted">{t(`ledger:book.figure.${name}`)}</dt>
          <dd
            className="text-[clamp(1.5rem,3vw,2.25rem)] leading-tight font-extrabold max-sm:row-span-2 max-sm:self-center"
            data-testid={`figure-${name}`}
          >
            <MoneyText minor={minor} currency={currency} />
          </dd>
          <dd className="text-small text-muted">{t(`ledger:book.figureWhat.${name}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function BookSkeleton() {
  return (
    <div className="grid gap-6">
      <div className="grid gap-3 sm:grid-cols-3">
        {[1, 2, 3].map((each) => (
          <Skeleton key={each} className="h-32 rounded-card" />
        ))}
      </div>
      <div className="grid gap-2">
        {[1, 2, 3, 4].map((each) => (
          <Skeleton key={each} className="h-16 rounded-card" />
        ))}
      </div>
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
        <p className="text-small text-muted">{t('ledger:book.lead')}</p>
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
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One sale or refund in a line; which accounts it moved unfolds. */
function Entry({ entry }: { entry: LedgerEntry }) {
  const { t } = useTranslation();
  const moved = entry.lines.find((line) => line.account === 'provider_receivable');
  // What was paid out is no loss.
  const lost = moved !== undefined && moved.amountMinor < 0 && entry.kind !== 'payout';
  return (
    <details className="rounded-card border border-line bg-surface" data-testid="ledger-entry">
      <summary className="flex min-h-14 cursor-pointer list-none items-center gap-3 rounded-card px-4 py-2 [&::-webkit-details-marker]:hidden">
        <span className="grid min-w-0 flex-1">
          <span className="font-bold">{t(`ledger:book.entryKind.${entry.kind}`, { defaultValue: entry.kind })}</span>
          <span className="text-small text-muted">
            {entry.orderId !== null && (
              <>{t('ledger:book.order', { short: entry.orderId.slice(-6).toUpperCase() })} · </>
            )}
            <TimeText at={entry.at} />
            {entry.note !== undefined && <> · {entry.note}</>}
          </span>
        </span>
        {moved && (
          <MoneyText
            minor={moved.amountMinor}
            currency={moved.currency}
            className={classNames('text-title font-extrabold', lost && 'text-bad')}
          />
        )}
        <ChevronDown aria-hidden className="size-5 shrink-0 text-muted" />
      </summary>
      <ul className="grid gap-1 border-t border-line px-4 py-3 text-small text-muted">
        {entry.lines.map((line) => (
          <li key={`${line.account} ${line.amountMinor}`} className="flex justify-between gap-3">
            {t(`ledger:book.account.${line.account}`)}
            <MoneyText minor={line.amountMinor} currency={line.currency} />
          </li>
        ))}
      </ul>
    </details>
  );
}
