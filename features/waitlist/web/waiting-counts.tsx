import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShopWaiting } from './use-waitlist.ts';

interface WaitingCountsProps {
  shopId: string;
  skus: readonly { readonly id: string; readonly name: string }[];
}

/** How many wait for each variant, for those who can bring more. */
export function WaitingCounts({ shopId, skus }: WaitingCountsProps) {
  const { t } = useTranslation();
  const all = useShopWaiting(shopId).data;
  if (!all) return null;
  return (
    <section className="grid gap-1 rounded-card border border-line bg-surface p-4 text-small shadow-low">
      <h2 className="flex items-center gap-2 font-bold">
        <UsersRound aria-hidden className="size-5 text-accent-text" />
        {t('waitlist:staff.title')}
      </h2>
      <ul className="grid gap-0.5">
        {skus.map(({ id, name }) => {
          const found = all.find(({ skuId }) => skuId === id);
          const says = [
            found && found.waiting > 0 && t('waitlist:staff.waiting', { count: found.waiting }),
            found && found.turns > 0 && t('waitlist:staff.turns', { count: found.turns }),
          ].filter(Boolean);
          return (
            <li key={id} data-testid="waiting-count" data-waiting={found?.waiting ?? 0} className="flex gap-2">
              {name !== '' && <span className="font-semibold">{name}</span>}
              <span className="text-muted">{says.length > 0 ? says.join(' · ') : t('waitlist:staff.none')}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
