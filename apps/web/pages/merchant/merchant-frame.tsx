import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { ShopName } from '../../../../features/shops/web/shop-name.tsx';
import { ShopSwitch } from '../../../../features/shops/web/shop-switch.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate, type StaffView } from '../staff/staff-gate.tsx';

/** Every page of the merchant: the shop's name, the ways between the pages, and the page itself. */
export function MerchantFrame({ children }: { children(view: StaffView): ReactNode }) {
  return (
    <StaffGate roles={['merchant']}>
      {(view) => (
        <>
          <SiteHeader />
          <main className="mx-auto grid max-w-5xl gap-5 px-4 pt-4 pb-16">
            <OfflineNotice />
            <ShopSwitch shop={view.shop} shops={view.shops} />
            {/* Pages stand beside it, some under the shop's id: two of one key would both stay when another shop is chosen. */}
            <ShopName key={`name ${view.shop.id}`} shop={view.shop} />
            <Tabs />
            {children(view)}
          </main>
        </>
      )}
    </StaffGate>
  );
}

function Tabs() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const tabs = [
    { to: '/merchant', text: t('shops:nav.products'), end: true },
    { to: '/merchant/orders', text: t('shops:nav.orders'), end: false },
    { to: '/merchant/coupons', text: t('coupons:shop.tab'), end: false },
    { to: '/merchant/money', text: t('shops:nav.money'), end: false },
    { to: '/merchant/staff', text: t('shops:nav.staff'), end: false },
    { to: '/merchant/reviews', text: t('reviews:shop.tab'), end: false },
    { to: '/merchant/verification', text: t('verification:tab'), end: false },
    { to: '/merchant/audit', text: t('moderation:audit.tab'), end: false },
    { to: '/merchant/settings', text: t('shops:nav.settings'), end: false },
  ];
  usePageTitle(tabs.find((tab) => (tab.end ? tab.to === pathname : pathname.startsWith(tab.to)))?.text);
  return (
    <nav aria-label={t('shops:nav.label')} className="flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          end={tab.end}
          className={({ isActive }) =>
            `-mb-px flex min-h-11 items-center whitespace-nowrap border-b-3 px-3.5 font-bold ${isActive ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink'}`
          }
        >
          {tab.text}
        </NavLink>
      ))}
    </nav>
  );
}
