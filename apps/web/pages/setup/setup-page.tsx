import { useQueryClient } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate } from 'react-router';
import type { Me } from '../../../../features/accounts/protocol.ts';
import { auth } from '../../../../features/accounts/web/auth.ts';
import { OwnerForm } from '../../../../features/accounts/web/owner-form.tsx';
import { SetupKeyForm } from '../../../../features/accounts/web/setup-key-form.tsx';
import { meKey, useMe } from '../../../../features/accounts/web/use-me.ts';
import { useSetup } from '../../../../features/accounts/web/use-setup.ts';
import { OpenShopForm } from '../../../../features/shops/web/open-shop-form.tsx';
import { api } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { PageLoading } from '../page-loading.tsx';
import { EntryCard } from '../staff/entry-card.tsx';
import { takeSetupKey } from './setup-key.ts';

/** The door to a shop of one's own: the owner's account first, with the key of the start; then the shop. */
export function SetupPage() {
  const [key, setKey] = useState(takeSetupKey);
  const me = useMe();
  const setup = useSetup();
  const failed = me.isError ? me : setup.isError ? setup : null;
  if (failed !== null && failed.data === undefined) {
    return <ErrorState text={refusalText(failed.error)} onRetry={() => void failed.refetch()} />;
  }
  if (!me.data || !setup.data) return <PageLoading />;
  if (me.data.operator) return <NewShop />;
  if (!setup.data.open) return <Over me={me.data} />;
  return key === null ? <AskForKey onKey={setKey} /> : <NewOwner setupKey={key} onAgain={() => setKey(null)} />;
}

function NewShop() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EntryCard title={t('shops:open.title')} lead={t('shops:open.lead')}>
      <OpenShopForm onOpened={(shop) => void navigate(`/setup/${shop.id}/languages`, { replace: true })} />
    </EntryCard>
  );
}

function NewOwner({ setupKey, onAgain }: { setupKey: string; onAgain(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [signIn, setSignIn] = useState(false);
  /** The account is there; what was read as a guest may not be what this person sees. */
  const enter = async ({ email, password }: { email: string; password: string }) => {
    try {
      await auth.signIn(email, password);
      await queries.fetchQuery({ queryKey: meKey, queryFn: () => api.get<Me>('/api/me'), staleTime: 0 });
    } catch {
      setSignIn(true);
    }
  };
  if (signIn) return <Navigate to="/sign-in?to=/setup" replace />;
  return (
    <EntryCard title={t('accounts:owner.title')} lead={t('accounts:owner.lead')}>
      <OwnerForm setupKey={setupKey} onMade={(made) => void enter(made)} onAgain={onAgain} />
    </EntryCard>
  );
}

function AskForKey({ onKey }: { onKey(key: string): void }) {
  const { t } = useTranslation();
  return (
    <EntryCard title={t('accounts:setupKey.title')} lead={t('accounts:setupKey.lead')}>
      <SetupKeyForm onKey={onKey} />
      <LinkButton to="/sign-in?to=/setup" look="quiet">
        {t('accounts:setupKey.signIn')}
      </LinkButton>
    </EntryCard>
  );
}

function Over({ me }: { me: Me }) {
  const { t } = useTranslation();
  return (
    <EntryCard title={t('accounts:setupKey.overTitle')} lead={t('accounts:setupKey.over')}>
      <div className="grid gap-3" data-testid="setup-over">
        {me.email === null && (
          <LinkButton to="/sign-in?to=/setup">
            <Store aria-hidden className="size-5" />
            {t('accounts:signIn.submit')}
          </LinkButton>
        )}
        <LinkButton to="/" look="plain">
          {t('web:notFound.home')}
        </LinkButton>
      </div>
    </EntryCard>
  );
}
