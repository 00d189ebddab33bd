import { Package, UserRound } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../../features/accounts/web/use-me.ts';
import { Mark } from '../../../platform/ui/mark.tsx';
import { PreferencesButton } from '../../../platform/ui/preferences-button.tsx';

/** The menu's library comes after the page: a viewer who has no name never loads it. */
const AccountMenu = lazy(async () => ({
  default: (await import('../../../features/accounts/web/account-menu.tsx')).AccountMenu,
}));

const CartLink = lazy(async () => ({ default: (await import('./cart/cart-link.tsx')).CartLink }));

/** The head of every page that is not a room: the mark, the way to one's orders, and who one is. */
export function SiteHeader({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe().data;
  return (
    <header className="sticky top-0 z-20 simple:static bg-paper/95 backdrop-blur">
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-3 simple:flex-wrap">
        <Link to="/" className="flex items-center gap-2 whitespace-nowrap text-title font-extrabold tracking-tight">
          <Mark className="size-8" />
          {t('web:brand')}
        </Link>
        <nav
          className="ms-auto flex min-w-0 items-center gap-1 simple:flex-wrap simple:justify-end simple:[&_svg]:hidden simple:[&>*]:px-2.5"
          aria-label={t('web:nav.label')}
        >
          {children}
          <Suspense>
            <CartLink />
          </Suspense>
          <HeaderLink to="/orders" text={t('web:nav.orders')} icon={<Package aria-hidden className="size-5" />} />
          <PreferencesButton />
          {me?.name ? (
            <Suspense fallback={<NameOnly name={me.name} />}>
              <AccountMenu me={me} />
            </Suspense>
          ) : (
            <HeaderLink to="/sign-in" text={t('web:nav.signIn')} icon={<UserRound aria-hidden className="size-5" />} />
          )}
        </nav>
      </div>
      <div className="awning" aria-hidden />
    </header>
  );
}

function NameOnly({ name }: { name: string }) {
  return (
    <span className="min-w-0 max-w-32 truncate rounded-full bg-sunken px-4 py-3 text-small font-semibold">{name}</span>
  );
}

function HeaderLink({ to, text, icon }: { to: string; text: string; icon: ReactNode }) {
  return (
    <Link
      to={to}
      className="flex h-11 shrink-0 items-center gap-2 rounded-control px-3 text-small font-semibold text-muted hover:bg-sunken hover:text-ink"
    >
      {icon}
      <span className="max-sm:sr-only simple:not-sr-only">{text}</span>
    </Link>
  );
}
