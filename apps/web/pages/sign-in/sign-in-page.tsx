import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import type { Me } from '../../../../features/accounts/protocol.ts';
import { plays } from '../../../../features/accounts/web/account-menu.tsx';
import { safePath } from '../../../../features/accounts/web/auth.ts';
import { SignInForm } from '../../../../features/accounts/web/sign-in-form.tsx';
import { meKey, useMe } from '../../../../features/accounts/web/use-me.ts';
import { api } from '../../../../platform/ui/api.ts';
import { EntryCard } from '../staff/entry-card.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const me = useMe().data;
  const wanted = safePath(search.get('to'));

  async function enter() {
    // What was read as a guest may not be what this person sees.
    await queries.cancelQueries();
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] });
    const now = await queries.fetchQuery({ queryKey: meKey, queryFn: () => api.get<Me>('/api/me'), staleTime: 0 });
    void navigate(wanted ?? homeOf(now), { replace: true });
  }

  // Somebody with a password who is signed in already has nothing to do here.
  if (me?.email) return <Navigate to={wanted ?? homeOf(me)} replace />;
  return (
    <EntryCard title={t('accounts:signIn.title')} lead={t('accounts:signIn.lead')}>
      <SignInForm onSignedIn={() => void enter()} />
    </EntryCard>
  );
}

function homeOf(me: Me): string {
  if (plays(me, 'merchant')) return '/merchant';
  return plays(me, 'host', 'moderator') ? '/studio' : '/';
}
