import { DoorClosed, KeyRound, Store } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Me } from '../../../../features/accounts/protocol.ts';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Shop, StaffRole } from '../../../../features/shops/protocol.ts';
import { useChosenShop } from '../../../../features/shops/web/chosen-shop.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../../platform/ui/spinner.tsx';
import '../../later-texts.ts';
import { SiteHeader } from '../site-header.tsx';

/** Asked for as soon as a page of the staff is. */
export const staffTextsAdded = import('../../staff-texts.ts').then(({ addStaffTexts }) => addStaffTexts());

export interface StaffView {
  readonly me: Me;
  readonly shop: Shop;
  /** Every shop in which the person holds one of the roles. */
  readonly shops: readonly Shop[];
  /** Whether the person holds the role in this shop, or runs the installation. */
  may(...roles: StaffRole[]): boolean;
}

interface StaffGateProps {
  roles: StaffRole[];
  /** This shop and no other; without it the one that the person works on. */
  shopId?: string | undefined;
  children(view: StaffView): ReactNode;
}

/** Lets in who holds one of the roles in a shop; tells everybody else what to do. The server checks again, always. */
export function StaffGate({ roles, shopId, children }: StaffGateProps) {
  use(staffTextsAdded);
  const me = useMe();
  const chosen = useChosenShop();
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
  const open = shops.data.shops.filter((each) => holds(person, each, roles));
  const shop = shopFor(person, open, shopId ?? chosen, shopId !== undefined);
  if (shop) return children({ me: person, shop, shops: open, may: (...wanted) => holds(person, shop, wanted) });
  return (
    <Closed>
      {person.email === null ? <AskToSignIn /> : <NotForYou me={person} role={roles[0]!} shops={shops.data.shops} />}
    </Closed>
  );
}

function holds(me: Me, shop: Shop, roles: readonly StaffRole[]): boolean {
  return me.operator || (me.roles[shop.id] ?? []).some((role) => (roles as readonly string[]).includes(role));
}

/** The wished one, else one in which the person has a part, else for who runs the installation the first of all. */
function shopFor(me: Me, open: readonly Shop[], wished: string | null, noOther: boolean): Shop | undefined {
  const found = open.find((shop) => shop.id === wished);
  if (found || noOther) return found;
  return open.find((shop) => (me.roles[shop.id] ?? []).length > 0) ?? open[0];
}

export function Opening() {
  const { t } = useTranslation();
  return (
    <Closed>
      <div className="grid place-items-center py-24">
        <Spinner label={t('accounts:gate.loading')} />
      </div>
    </Closed>
  );
}

export function AskToSignIn() {
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
  if (shops.length === 0) {
    return (
      <EmptyState icon={Store} title={t('shops:shop.none')}>
        <LinkButton to="/setup">{t('shops:open.open')}</LinkButton>
      </EmptyState>
    );
  }
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

export function Closed({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-3xl p-4">{children}</main>
    </>
  );
}
