import { DoorClosed, KeyRound, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Me } from '../../../../features/accounts/protocol.ts';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Shop, StaffRole } from '../../../../features/shops/protocol.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../../platform/ui/spinner.tsx';
import { SiteHeader } from '../site-header.tsx';

export interface StaffView {
  readonly me: Me;
  readonly shop: Shop;
  /** Whether the person holds the role in this shop, or runs the installation. */
  may(...roles: StaffRole[]): boolean;
}

/** Lets in who holds one of the roles in a shop; tells everybody else what to do. The server checks again, always. */
export function StaffGate({ roles, children }: { roles: StaffRole[]; children(view: StaffView): ReactNode }) {
  const me = useMe();
  const shops = useShops();
  const failed = me.isError ? me : shops.isError ? shops : null;
  if (failed !== null && failed.data === undefined) {
    return (
      <Closed>
        <ErrorState text={refusalText(failed.error)} onRetry={() => void failed.refetch()} />
      </Closed>
    );
  }
  if (me.data === undefined || shops.data === undefined) return <Opening />;
  const person = me.data;
  const shop = shops.data.shops.find((each) => holds(person, each, roles));
  if (shop) return children({ me: person, shop, may: (...wanted) => holds(person, shop, wanted) });
  return (
    <Closed>
      {person.email === null ? <AskToSignIn /> : <NotForYou me={person} role={roles[0]!} shops={shops.data.shops} />}
    </Closed>
  );
}

function holds(me: Me, shop: Shop, roles: readonly StaffRole[]): boolean {
  return me.operator || (me.roles[shop.id] ?? []).some((role) => (roles as readonly string[]).includes(role));
}

function Opening() {
  const { t } = useTranslation();
  return (
    <Closed>
      <div className="grid place-items-center py-24">
        <Spinner label={t('accounts:gate.loading')} />
      </div>
    </Closed>
  );
}

function AskToSignIn() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <EmptyState
      icon={KeyRound}
      title={t('accounts:gate.signInTitle')}
      text={t('accounts:gate.signInText')}
      testId="gate-sign-in"
    >
      <LinkButton to={`/sign-in?to=${encodeURIComponent(pathname)}`}>{t('accounts:signIn.submit')}</LinkButton>
    </EmptyState>
  );
}

function NotForYou({ me, role, shops }: { me: Me; role: StaffRole; shops: readonly Shop[] }) {
  const { t } = useTranslation();
  if (shops.length === 0) return <EmptyState icon={Store} title={t('shops:shop.none')} />;
  return (
    <EmptyState
      icon={DoorClosed}
      title={t('accounts:gate.forbiddenTitle')}
      text={t('accounts:gate.forbiddenText', { name: me.name, role: t(`accounts:gate.role.${role}`) })}
      testId="gate-forbidden"
    >
      <LinkButton to="/" look="plain">
        {t('web:notFound.home')}
      </LinkButton>
    </EmptyState>
  );
}

function Closed({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">{children}</main>
    </>
  );
}
