import { Package } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Mark } from '../../../../platform/ui/mark.tsx';

/** On a laptop: the house's sign, and under it everything that the show sells. */
export function BagPanel({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <aside className="flex min-h-0 flex-col" aria-labelledby="bag-title">
      <div className="flex h-17 items-center gap-2 px-4">
        <Link
          to="/"
          className="flex min-w-0 items-center gap-2 rounded-control text-title font-extrabold tracking-tight"
        >
          <Mark className="size-8 shrink-0" />
          <span className="truncate">{t('web:brand')}</span>
        </Link>
        <Link
          to="/orders"
          aria-label={t('web:nav.orders')}
          title={t('web:nav.orders')}
          className="ms-auto grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
        >
          <Package aria-hidden className="size-5" />
        </Link>
      </div>
      <div aria-hidden className="awning mx-4 [--cloth:1rem]" />
      <h2 id="bag-title" className="flex items-baseline gap-2 px-4 pt-3 pb-2 text-title font-extrabold">
        {t('catalog:bag.title')}
        {count > 0 && <span className="tabular text-small font-semibold tracking-normal text-muted">{count}</span>}
      </h2>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
    </aside>
  );
}

export function TalkPanel({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <aside className="flex min-h-0 flex-col gap-2 p-4 ps-5" aria-labelledby="talk-title">
      <h2 id="talk-title" className="flex min-h-10 items-center text-title font-extrabold">
        {t('rooms:room.talk')}
      </h2>
      {children}
    </aside>
  );
}
