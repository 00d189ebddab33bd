import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type PolicyKind, policyKinds } from '../../../../features/shops/settings.ts';
import { PolicyLinks } from '../../../../features/shops/web/policy-links.tsx';
import { usePolicy } from '../../../../features/shops/web/use-settings.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../../platform/ui/time-text.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { NotFoundPage } from '../not-found-page.tsx';
import { SiteHeader } from '../site-header.tsx';

/** One of the texts that a shop has written for its buyers. */
export function PolicyPage() {
  const { shopId = '', kind } = useParams();
  const known = policyKinds.find((one) => one === kind);
  return known ? <KnownPolicy shopId={shopId} kind={known} /> : <NotFoundPage />;
}

function KnownPolicy({ shopId, kind }: { shopId: string; kind: PolicyKind }) {
  const { t, i18n } = useTranslation();
  const policy = usePolicy(shopId, kind, i18n.language);
  const shop = useShops().data?.shops.find((one) => one.id === shopId);
  const missing = policy.error instanceof ApiRefusal && policy.error.status < 500;
  usePageTitle(t(`shops:policy.${kind}`));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-2xl gap-6 px-4 pt-6 pb-16">
        <header className="grid gap-1">
          {shop && <p className="text-small font-semibold text-accent-text">{shop.name}</p>}
          <h1 className="text-display font-extrabold">{t(`shops:policy.${kind}`)}</h1>
        </header>
        {policy.isPending && <Skeleton className="h-64 rounded-card" />}
        {missing && <EmptyState icon={ScrollText} title={refusalText(policy.error)} />}
        {policy.isError && !missing && (
          <ErrorState text={refusalText(policy.error)} onRetry={() => void policy.refetch()} />
        )}
        {policy.data && (
          <>
            <div lang={policy.data.language} className="whitespace-pre-line" data-testid="policy">
              {policy.data.text}
            </div>
            <p className="text-small text-muted">
              {t('shops:policies.changed')} <TimeText at={policy.data.changedAt} form="day" />
            </p>
          </>
        )}
        <PolicyLinks shopId={shopId} className="border-t border-line pt-3" />
      </main>
    </>
  );
}
