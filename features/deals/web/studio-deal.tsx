import { Zap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Sheet } from '../../../platform/ui/sheet.tsx';
import type { Product } from '../../catalog/protocol.ts';
import { countdownText, percentText, secondsLeft } from '../countdown.ts';
import { phaseOf } from '../deals.ts';
import type { Deal } from '../protocol.ts';
import { StudioDealForm } from './studio-deal-form.tsx';
import { useServerSecond } from './use-deals.ts';
import { type DealWish, useDealActs, useStudioDeals } from './use-studio-deals.ts';

interface StudioDealProps {
  roomId: string;
  product: Product;
  live: boolean;
  className?: string;
}

/** Beside a product: opens its deals, and says when one is announced or runs. */
export function StudioDeal({ roomId, product, live, className }: StudioDealProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const deals = useStudioDeals(roomId);
  const now = useServerSecond();
  const own = (deals.data ?? []).filter((deal) => deal.productId === product.id);
  const going = own.find((deal) => ['announced', 'running'].includes(phaseOf(deal, now)));
  return (
    <>
      <button
        type="button"
        aria-label={t('deals:studio.openNamed', { title: product.title })}
        data-testid={`deal-${product.id}`}
        onClick={() => setOpen(true)}
        className={classNames(
          'flex min-h-11 shrink-0 items-center gap-1 rounded-control px-2 text-small font-bold transition',
          going ? 'bg-honey-soft text-honey-text' : 'text-muted hover:bg-sunken hover:text-ink',
          className,
        )}
      >
        <Zap aria-hidden className={classNames('size-5', (going || own.length > 0) && 'fill-current')} />
        {going && <Clock deal={going} now={now} />}
      </button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={t('deals:studio.title', { title: product.title })}
        testId="deal-sheet"
      >
        <DealSheet roomId={roomId} product={product} live={live} own={own} now={now} failed={deals.isError} />
      </Sheet>
    </>
  );
}

function Clock({ deal, now }: { deal: Deal; now: number }) {
  const until = phaseOf(deal, now) === 'announced' ? deal.startsAt! : deal.endsAt!;
  return <span className="tabular">{countdownText(secondsLeft(until, now))}</span>;
}

interface DealSheetProps extends Omit<StudioDealProps, 'className'> {
  own: readonly Deal[];
  now: number;
  failed: boolean;
}

function DealSheet({ roomId, product, live, own, now, failed }: DealSheetProps) {
  const { t } = useTranslation();
  const acts = useDealActs(roomId);
  const going = own.some((deal) => ['announced', 'running'].includes(phaseOf(deal, now)));
  const shown = own.filter((deal) => phaseOf(deal, now) !== 'over').concat(lastOver(own, now));
  return (
    <div className="grid gap-5">
      {failed && <p className="text-bad">{t('deals:studio.failed')}</p>}
      {!failed && shown.length === 0 && <p className="text-muted">{t('deals:studio.none')}</p>}
      {shown.length > 0 && (
        <ul className="grid gap-2" data-testid="studio-deals">
          {shown.map((deal) => (
            <DealLine
              key={deal.id}
              {...{ deal, product, now, live }}
              busy={acts.busy}
              onAct={(wish) => void acts.run(wish)}
            />
          ))}
        </ul>
      )}
      {acts.error !== null && (
        <p role="alert" data-testid="deal-problem" className="text-small font-semibold text-bad">
          {refusalText(acts.error)}
        </p>
      )}
      <StudioDealForm
        product={product}
        live={live && !going}
        busy={acts.busy}
        onSetUp={(wish) => void acts.run(wish)}
      />
      {!live && <p className="text-small text-muted">{t('deals:studio.notLive')}</p>}
    </div>
  );
}

/** Of those that are over only the last: how it went. */
function lastOver(own: readonly Deal[], now: number): Deal[] {
  const over = own.filter((deal) => phaseOf(deal, now) === 'over');
  return over.sort((a, b) => a.endsAt! - b.endsAt!).slice(-1);
}

interface DealLineProps {
  deal: Deal;
  product: Product;
  now: number;
  live: boolean;
  busy: boolean;
  onAct(wish: DealWish): void;
}

function DealLine({ deal, product, now, live, busy, onAct }: DealLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const phase = phaseOf(deal, now);
  const off =
    'percentOff' in deal.off
      ? `−${percentText(deal.off.percentOff, locale)}`
      : formatMoney(deal.off.priceMinor, product.currency, locale);
  const going = phase === 'announced' || phase === 'running';
  return (
    <li
      data-phase={phase}
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border p-3',
        going ? 'border-transparent bg-honey-soft text-honey-text' : 'border-line bg-surface',
      )}
    >
      <div className="grid min-w-0 flex-1">
        <p className="flex items-baseline gap-2 font-extrabold">
          {off}
          <span className="text-small font-semibold">
            {t(`deals:studio.${phase}`)} {going && <Clock deal={deal} now={now} />}
          </span>
        </p>
        <p className="tabular text-small">{t('deals:studio.taken', { taken: deal.taken, units: deal.units })}</p>
      </div>
      {phase === 'prepared' && (
        <>
          <Button size="small" look="quiet" disabled={busy} onClick={() => onAct({ act: 'drop', dealId: deal.id })}>
            {t('deals:studio.drop')}
          </Button>
          <Button
            size="small"
            disabled={busy || !live}
            data-testid="deal-announce"
            onClick={() => onAct({ act: 'announce', dealId: deal.id })}
          >
            {t('deals:studio.announce')}
          </Button>
        </>
      )}
      {going && (
        <Button
          size="small"
          look="plain"
          disabled={busy}
          data-testid="deal-end"
          onClick={() => onAct({ act: 'end', dealId: deal.id })}
        >
          {t('deals:studio.end')}
        </Button>
      )}
    </li>
  );
}
