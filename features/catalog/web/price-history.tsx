import { useInfiniteQuery } from '@tanstack/react-query';
import { LineChart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { PriceHistory as Page, PriceChange } from '../price-protocol.ts';
import { PriceGraph } from './price-graph.tsx';

/** Every change of one variant's price, with who made it, and what a reduction is measured by. */
export function PriceHistory({ skuId }: { skuId: string }) {
  const { t } = useTranslation();
  const history = usePriceHistory(skuId);
  if (history.data === undefined) {
    if (history.isError) return <ErrorState text={refusalText(history.error)} onRetry={() => void history.refetch()} />;
    return <Skeleton className="h-96 rounded-card" />;
  }
  const { currency, now, lowestMinor } = history.data.pages[0]!;
  const changes = history.data.pages.flatMap((page) => page.changes);
  if (changes.length === 0)
    return <EmptyState icon={LineChart} title={t('catalog:prices.empty')} text={t('catalog:prices.emptyText')} />;
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="price-history">
      <Lowest lowestMinor={lowestMinor} currency={currency} />
      <PriceGraph changes={changes} now={now} currency={currency} />
      <Changes changes={changes} currency={currency} />
      {history.hasNextPage && (
        <Button
          look="plain"
          busy={history.isFetchingNextPage}
          data-testid="prices-older"
          onClick={() => void history.fetchNextPage()}
        >
          {t('catalog:prices.older')}
        </Button>
      )}
    </div>
  );
}

function usePriceHistory(skuId: string) {
  return useInfiniteQuery({
    queryKey: ['price-history', skuId],
    queryFn: ({ pageParam }) =>
      api.get<Page>(`/api/skus/${skuId}/prices${pageParam === null ? '' : `?before=${pageParam}`}`),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** The rule that viewers are told prices by, in one sentence, with today's figure. */
function Lowest({ lowestMinor, currency }: Pick<Page, 'lowestMinor' | 'currency'>) {
  const { t } = useTranslation();
  return (
    <section className="grid gap-1 rounded-card border border-line bg-surface p-4 shadow-low">
      <h2 className="text-small font-bold text-muted">{t('catalog:prices.lowest')}</h2>
      <p className="text-price font-extrabold" data-testid="price-lowest" data-minor={lowestMinor ?? ''}>
        {lowestMinor === null ? t('catalog:prices.unknown') : <MoneyText minor={lowestMinor} currency={currency} />}
      </p>
      <p className="text-small text-muted">{t('catalog:prices.rule')}</p>
    </section>
  );
}

function Changes({ changes, currency }: { changes: readonly PriceChange[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-surface">
      <table className="w-full text-start text-small" data-testid="price-changes">
        <caption className="sr-only">{t('catalog:prices.title')}</caption>
        <thead>
          <tr className="border-b border-line text-muted [&>th]:px-3 [&>th]:py-2.5 sm:[&>th]:px-4 [&>th]:text-start [&>th]:font-semibold">
            <th scope="col">{t('catalog:prices.when')}</th>
            <th scope="col">{t('catalog:prices.price')}</th>
            <th scope="col">{t('catalog:prices.who')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {changes.map((change) => (
            <ChangeRow key={change.at} change={change} currency={currency} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChangeRow({ change, currency }: { change: PriceChange; currency: string }) {
  const { t } = useTranslation();
  const { at, priceMinor, beganBefore, by, lowestBeforeMinor } = change;
  return (
    <tr data-testid="price-change" className="align-top [&>td]:px-3 [&>td]:py-3 sm:[&>td]:px-4">
      <td className="text-muted">
        {beganBefore && `${t('catalog:prices.before')} `}
        <TimeText at={at} />
      </td>
      <td>
        {priceMinor === null ? (
          <span className="text-muted">{t('catalog:prices.off')}</span>
        ) : (
          <MoneyText minor={priceMinor} currency={currency} className="font-extrabold" />
        )}
        {lowestBeforeMinor !== null && (
          <span className="mt-0.5 block text-tiny font-semibold text-good">
            {t('catalog:prices.reduced')} <MoneyText minor={lowestBeforeMinor} currency={currency} />
          </span>
        )}
      </td>
      <td className="[overflow-wrap:anywhere]">
        {by ?? <span className="text-muted">{t('catalog:prices.nobody')}</span>}
      </td>
    </tr>
  );
}
