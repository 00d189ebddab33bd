import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { lowestWindowMs } from '../lowest-price.ts';
import { chartHeight, chartWidth, priceChart } from '../price-chart.ts';
import type { PriceChange } from '../price-protocol.ts';

interface PriceGraphProps {
  /** Newest first. */
  changes: readonly PriceChange[];
  now: number;
  currency: string;
}

/** The prices over time, with the last 30 days set off. The table below says the same in words. */
export function PriceGraph({ changes, now, currency }: PriceGraphProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const chart = priceChart(changes, now, lowestWindowMs);
  if (chart === null) return null;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const { highestMinor, lowestMinor, from, windowX } = chart;
  return (
    <figure className="grid grid-cols-1 gap-1.5 rounded-card border border-line bg-surface p-4 shadow-low">
      <div className="flex items-stretch gap-3">
        <div className="tabular flex shrink-0 flex-col justify-between text-tiny text-muted">
          <MoneyText minor={highestMinor} currency={currency} />
          {lowestMinor < highestMinor && <MoneyText minor={lowestMinor} currency={currency} />}
        </div>
        <svg
          viewBox={`0 0 ${chartWidth} ${chartHeight}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('catalog:prices.graph', { lowest: money(lowestMinor), highest: money(highestMinor) })}
          data-testid="price-graph"
          className="h-44 min-w-0 flex-1 text-accent"
        >
          <rect
            x={windowX ?? 0}
            y={0}
            width={chartWidth - (windowX ?? 0)}
            height={chartHeight}
            className="fill-accent-soft opacity-60"
          />
          {chart.lines.map((line) => (
            <path
              key={line}
              d={line}
              fill="none"
              stroke="currentColor"
              strokeWidth={2.5}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      </div>
      <figcaption className="flex justify-between gap-3 text-tiny text-muted">
        <TimeText at={from} form="day" />
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-3 rounded-[0.1875rem] bg-accent-soft" />
          {t('catalog:prices.window')}
        </span>
        <span>{t('catalog:prices.today')}</span>
      </figcaption>
    </figure>
  );
}
