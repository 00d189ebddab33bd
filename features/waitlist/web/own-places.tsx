import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LinkButton } from '../../../platform/ui/button.tsx';
import { useOwnPlaces } from './use-waitlist.ts';
import { InLine } from './waitlist-line.tsx';

/** What one waits for, and what is kept for oneself; nothing where one waits for nothing. */
export function OwnPlaces({ named }: { named: boolean }) {
  const { t } = useTranslation();
  const places = useOwnPlaces(named);
  if (places.length === 0) return null;
  return (
    <section className="grid gap-2" data-testid="own-places">
      <h2 className="text-title font-extrabold">{t('waitlist:own.title')}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-low">
        {places.map((place) => (
          <li key={place.id} className="grid gap-2 p-4">
            <Link to={`/products/${place.productId}`} className="font-bold hover:underline">
              {place.quantity} × {[place.title, place.skuName].filter(Boolean).join(', ')}
            </Link>
            <InLine place={place} />
            {place.turn && (
              <LinkButton to={`/products/${place.productId}`} data-testid="own-turn">
                {t('waitlist:turn.open')}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
