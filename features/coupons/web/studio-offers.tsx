import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import type { NamedProduct } from '../coupon-scope.ts';
import type { Offer } from '../protocol.ts';
import { OfferLine } from './offer-line.tsx';
import { useOffers } from './use-offers.ts';

interface StudioOffersProps {
  roomId: string;
  products: readonly NamedProduct[];
  mayWithdraw: boolean;
}

/** Everything that was offered to single persons in this room; nothing where nothing was. */
export function StudioOffers({ roomId, products, mayWithdraw }: StudioOffersProps) {
  const { t } = useTranslation();
  const offers = useOffers(roomId);
  if (offers.isError) return <p className="text-bad">{t('coupons:offer.failed')}</p>;
  if (!offers.data || offers.data.length === 0) return null;
  return (
    <section className="grid gap-2" data-testid="studio-offers">
      <h3 className="font-extrabold">{t('coupons:offer.heading')}</h3>
      <ul className="divide-y divide-line rounded-card border border-line">
        {offers.data.map((offer) => (
          <li key={offer.id} className="p-3">
            <OfferLine {...{ roomId, offer, products, mayWithdraw }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The offer that was made last, beside the talk, until it is put away: the host sees whether it is used. */
export function JustOffered({ made, onAway, ...rest }: StudioOffersProps & { made: Offer; onAway(): void }) {
  const { t } = useTranslation();
  const offer = useOffers(rest.roomId).data?.find(({ id }) => id === made.id) ?? made;
  return (
    <div
      role="status"
      data-testid="just-offered"
      className="flex items-start gap-1 rounded-control bg-sunken py-1.5 ps-3 pe-1"
    >
      <OfferLine {...rest} offer={offer} />
      <IconButton label={t('coupons:offer.putAway')} className="-my-1" onClick={onAway}>
        <X aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
}
