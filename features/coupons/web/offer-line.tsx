import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { offText } from '../coupon-off.ts';
import type { NamedProduct } from '../coupon-scope.ts';
import type { Offer } from '../protocol.ts';
import { CouponTerms } from './coupon-terms.tsx';
import { useWithdrawOffer } from './use-offers.ts';
import { useOver } from './use-over.ts';

const tones = { open: 'accent', used: 'good', over: 'plain' } as const;

interface OfferLineProps {
  roomId: string;
  offer: Offer;
  products: readonly NamedProduct[];
  /** Offers are taken back by whoever may make them. */
  mayWithdraw: boolean;
}

/** To whom, what, and what has become of it. */
export function OfferLine({ roomId, offer, products, mayWithdraw }: OfferLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const withdraw = useWithdrawOffer(roomId);
  const over = useOver(offer.endsAt);
  const state = offer.state === 'open' && over ? 'over' : offer.state;
  const off = t('coupons:card.off', { off: offText(offer.off, offer.currency, locale) });
  return (
    <div
      data-testid="offer-line"
      data-state={state}
      className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1"
    >
      <div className="grid min-w-40 flex-1">
        <p className="truncate font-bold">
          <bdi>{offer.name}</bdi> · {off}
        </p>
        <p className="text-small text-muted">
          <CouponTerms coupon={offer} products={products} />
        </p>
      </div>
      <Badge tone={tones[state]}>{t(`coupons:offer.state.${state}`)}</Badge>
      {state === 'open' && mayWithdraw && (
        <Button
          size="small"
          look="quiet"
          busy={withdraw.busy}
          data-testid="offer-withdraw"
          onClick={() => void withdraw.run(offer.id)}
        >
          {t('coupons:offer.withdraw')}
        </Button>
      )}
      {withdraw.error !== null && (
        <p role="alert" className="basis-full text-small font-semibold text-bad">
          {refusalText(withdraw.error)}
        </p>
      )}
    </div>
  );
}
