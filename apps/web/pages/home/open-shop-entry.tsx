import { Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { useSetup } from '../../../../features/accounts/web/use-setup.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';

/** As long as nobody sells here in earnest, the home page shows the way to it. */
export function OpenShopEntry() {
  const { t } = useTranslation();
  const open = useSetup().data?.open === true;
  const operator = useMe().data?.operator === true;
  if (!open) return null;
  return (
    <section
      aria-labelledby="open-shop-title"
      data-testid="open-shop-entry"
      className="flex flex-wrap items-center gap-4 rounded-card border border-line bg-surface p-5 shadow-low"
    >
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-text">
        <Store aria-hidden className="size-6" />
      </span>
      <div className="min-w-56 flex-1">
        <h2 id="open-shop-title" className="text-title font-extrabold">
          {t('web:openShop.title')}
        </h2>
        <p className="max-w-prose text-muted">{t(operator ? 'web:openShop.operator' : 'web:openShop.text')}</p>
      </div>
      <LinkButton to="/setup" look="plain" className="max-sm:w-full">
        {t('web:openShop.go')}
      </LinkButton>
    </section>
  );
}
