import { PackagePlus, Settings, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Shop } from '../../../../features/shops/protocol.ts';
import { SetupChecklist } from '../../../../features/shops/web/setup-checklist.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';

/** The shop stands: where to go from here, and what is still open. */
export function SetupFinish({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  usePageTitle(t('shops:finish.title'));
  return (
    <div className="grid gap-8 pt-4">
      <header className="grid gap-1">
        <h1 className="text-display font-extrabold" data-testid="setup-finish">
          {t('shops:finish.title', { shop: shop.name })}
        </h1>
        <p className="max-w-prose text-muted">{t('shops:finish.lead')}</p>
      </header>
      <ul className="grid gap-3 sm:grid-cols-3">
        <Way to="/merchant/products/new" icon={<PackagePlus aria-hidden className="size-7" />} way="product" />
        <Way to="/studio" icon={<Video aria-hidden className="size-7" />} way="studio" />
        <Way to="/merchant/settings" icon={<Settings aria-hidden className="size-7" />} way="settings" />
      </ul>
      <SetupChecklist shopId={shop.id} />
    </div>
  );
}

function Way({ to, icon, way }: { to: string; icon: ReactNode; way: 'product' | 'studio' | 'settings' }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link
        to={to}
        data-testid={`finish-${way}`}
        className="grid h-full content-start gap-2 rounded-card border border-line bg-surface p-5 shadow-low hover:border-accent"
      >
        <span className="text-accent-text">{icon}</span>
        <span className="font-extrabold">{t(`shops:finish.${way}.title`)}</span>
        <span className="text-small text-muted">{t(`shops:finish.${way}.text`)}</span>
      </Link>
    </li>
  );
}
