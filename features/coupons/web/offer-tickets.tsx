import { Gift, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../../platform/ui/announcer.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { offText } from '../coupon-off.ts';
import type { NamedProduct } from '../coupon-scope.ts';
import { type OwnOffer, ownOffers } from '../own-offers.ts';
import type { Coupon } from '../protocol.ts';
import { Until, useScopeText, useTimeText } from './coupon-terms.tsx';
import { useMyClaims } from './use-coupons.ts';
import { useOver, useServerOffset } from './use-over.ts';

interface OfferTicketsProps {
  shopId: string;
  named: boolean;
  products: readonly NamedProduct[];
  /** Leads to the product that it is for, or to all; there it is taken off by itself. */
  onUse(productId: string | null): void;
}

/** What the host has offered to this viewer alone. */
export function OfferTickets({ shopId, named, products, onUse }: OfferTicketsProps) {
  const { t } = useTranslation();
  const held = useMyClaims(shopId, named);
  const offset = useServerOffset();
  const [seen, setSeen] = useState<readonly OwnOffer[]>([]);
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (held) setSeen((before) => ownOffers(before, held, Date.now() + offset));
  }, [held, offset]);
  const shown = seen.filter(({ coupon }) => !away.has(coupon.id));
  if (shown.length === 0) return null;
  return (
    <ul aria-label={t('coupons:ticket.label')} className="flex snap-x gap-2 overflow-x-auto">
      {shown.map(({ coupon, used }) => (
        // Beside one another, so that the picture keeps its room; the edge of the next one says that there is more.
        <li key={coupon.id} className={classNames('shrink-0 snap-start', shown.length === 1 ? 'w-full' : 'w-[92%]')}>
          <Ticket
            {...{ coupon, used, products, onUse }}
            onAway={() => setAway((before) => new Set(before).add(coupon.id))}
          />
        </li>
      ))}
    </ul>
  );
}

type TicketProps = OwnOffer & Pick<OfferTicketsProps, 'products' | 'onUse'> & { onAway(): void };

function Ticket({ coupon, used, products, onUse, onAway }: TicketProps) {
  const { t } = useTranslation();
  const over = useOver(coupon.endsAt);
  const state = used ? 'used' : over ? 'over' : 'open';
  const { off, scope } = useSaid(coupon, products);
  const only = coupon.productIds.length === 1 ? coupon.productIds[0]! : null;
  const inRoom = only === null || products.some(({ id }) => id === only);
  return (
    <section
      data-testid="offer-ticket"
      data-state={state}
      className={classNames(
        'flex items-center gap-2 rounded-card border-2 border-dashed bg-surface py-2 ps-3 pe-1 text-ink shadow-low animate-arrive',
        state === 'open' ? 'border-accent' : 'border-line-strong',
      )}
    >
      <Gift
        aria-hidden
        className={classNames('size-6 shrink-0 max-sm:hidden', state === 'open' ? 'text-accent-text' : 'text-muted')}
      />
      <div className="grid min-w-0 flex-1">
        <p className="truncate text-tiny font-bold text-accent-text">
          {t('coupons:ticket.from', { name: coupon.title })}
        </p>
        <p className="line-clamp-2 leading-tight font-extrabold">
          {off} <span className="text-small font-semibold text-muted">{scope}</span>
        </p>
        <p className={classNames('text-tiny', state === 'used' ? 'font-bold text-good' : 'text-muted')}>
          {state === 'open' && coupon.endsAt !== null && (
            <>
              <Until at={coupon.endsAt} />
              {' · '}
            </>
          )}
          {t(`coupons:ticket.${state}`)}
        </p>
      </div>
      {state === 'open' && inRoom && (
        <Button size="small" data-testid="offer-use" onClick={() => onUse(only)}>
          {t('coupons:ticket.use')}
        </Button>
      )}
      <IconButton label={t('coupons:ticket.putAway')} data-testid="offer-away" onClick={onAway}>
        <X aria-hidden className="size-5" />
      </IconButton>
      <TurnsSaid {...{ coupon, state, off, scope }} />
    </section>
  );
}

function useSaid(coupon: Coupon, products: readonly NamedProduct[]) {
  const { t } = useTranslation();
  const locale = useLocale();
  const off = t('coupons:card.off', { off: offText(coupon.off, coupon.currency, locale) });
  return { off, scope: useScopeText(coupon.productIds, products) };
}

interface TurnsSaidProps {
  coupon: Coupon;
  state: 'open' | 'used' | 'over';
  off: string;
  scope: string;
}

/** A screen reader hears of the offer once, and of its end. */
function TurnsSaid({ coupon, state, off, scope }: TurnsSaidProps) {
  const { t } = useTranslation();
  const time = useTimeText(coupon.endsAt ?? 0);
  const name = coupon.title;
  const text =
    state === 'open' ? t('coupons:ticket.arrived', { name, off, scope, time }) : t(`coupons:ticket.${state}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same state in other words is no news.
  useEffect(() => announce(text), [state]);
  return null;
}
