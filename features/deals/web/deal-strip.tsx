import { Timer, Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { Tick } from '../../../platform/ui/tick.tsx';
import { productNumbers } from '../../catalog/product-numbers.ts';
import type { Product } from '../../catalog/protocol.ts';
import { countdownText, lastSeconds, percentText, secondsLeft } from '../countdown.ts';
import { dealPriceMinor } from '../deals.ts';
import { type DealView, shownPhase } from '../deals-view.ts';
import { useDeals, useServerSecond } from './use-deals.ts';

/** What "over" says stays so long, for those who just missed it. */
const overMs = 20_000;

interface DealStripProps {
  /** With its prices as they are without any deal. */
  product: Product;
  on?: 'card' | 'sheet';
}

/** What there is to say of a product's deal: the countdown, what is saved, how many are left and for how long. */
export function DealStrip({ product, on = 'card' }: DealStripProps) {
  const deal = useDeals()[product.id];
  return deal ? <Strip deal={deal} product={product} on={on} /> : null;
}

function Strip({ deal, product, on }: { deal: DealView; product: Product; on: 'card' | 'sheet' }) {
  const now = useServerSecond();
  const phase = shownPhase(deal, now);
  if (phase === 'over' && now - deal.endsAt > overMs) return null;
  const until = phase === 'announced' ? deal.startsAt : deal.endsAt;
  const seconds = secondsLeft(until, now);
  const hurry = seconds <= lastSeconds && (phase === 'announced' || phase === 'running');
  return (
    <section
      data-testid="deal-strip"
      data-phase={phase}
      className={classNames(
        'grid gap-1.5 rounded-card px-3 py-2 text-small',
        phase === 'over' || phase === 'all_taken' ? 'bg-sunken text-muted' : 'bg-honey-soft text-honey-text',
        on === 'card' && 'shadow-low',
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 font-bold">
        <Head deal={deal} phase={phase} product={product} />
        {(phase === 'announced' || phase === 'running') && (
          <span
            className={classNames('ms-auto flex items-center gap-1', hurry && 'animate-pulse-soft text-accent-text')}
          >
            <Clock phase={phase} seconds={seconds} />
          </span>
        )}
      </p>
      {phase === 'running' && <Bar deal={deal} />}
      <Announcer phase={phase} product={product} />
    </section>
  );
}

type Phase = ReturnType<typeof shownPhase>;

function Head({ deal, phase, product }: { deal: DealView; phase: Phase; product: Product }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (phase === 'over') return t('deals:card.over');
  if (phase === 'all_taken') return t('deals:card.allTaken');
  const { fromMinor } = productNumbers(product);
  const money = (minor: number) => formatMoney(minor, product.currency, locale);
  return (
    <>
      <Zap aria-hidden className="size-4 shrink-0 fill-current" />
      <span data-testid="deal-price">
        {'percentOff' in deal.off
          ? t('deals:card.off', { percent: percentText(deal.off.percentOff, locale) })
          : money(dealPriceMinor(deal.off, fromMinor))}
      </span>
      <s className="font-semibold opacity-80" data-testid="deal-was">
        <span className="sr-only">{t('deals:card.was', { price: money(fromMinor) })}</span>
        <span aria-hidden className="tabular">
          {money(fromMinor)}
        </span>
      </s>
    </>
  );
}

function Clock({ phase, seconds }: { phase: 'announced' | 'running'; seconds: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Timer aria-hidden className="size-4 shrink-0" />
      <span>{t(phase === 'announced' ? 'deals:card.startsIn' : 'deals:card.endsIn')}</span>
      <span data-testid="deal-clock" className="tabular min-w-[4ch] text-end text-body font-extrabold">
        {countdownText(seconds)}
      </span>
    </>
  );
}

/** Goes down as people buy. */
function Bar({ deal }: { deal: DealView }) {
  const { t } = useTranslation();
  const left = Math.max(0, deal.units - deal.taken);
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-surface">
        <span
          data-testid="deal-bar"
          className="block h-full origin-left rounded-full bg-accent transition-transform duration-500 rtl:origin-right"
          style={{ transform: `scaleX(${left / deal.units})` }}
        />
      </span>
      <span className="tabular text-tiny font-semibold" data-testid="deal-left" data-left={left}>
        <Tick value={left}>{t('deals:card.left', { count: left })}</Tick>
      </span>
    </div>
  );
}

/** A screen reader hears of the two turns, not of every second. */
function Announcer({ phase, product: { title } }: { phase: Phase; product: Product }) {
  const { t } = useTranslation();
  const text =
    phase === 'announced'
      ? t('deals:card.announced', { title })
      : phase === 'running'
        ? t('deals:card.started', { title })
        : '';
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
