import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import '../../later-texts.ts';
import { SiteHeader } from '../site-header.tsx';
import { CartView } from './cart-view.tsx';

/** What was put in in all rooms, in one place. */
export function CartPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  usePageTitle(t('carts:title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-2xl gap-4 px-4 pt-6 pb-16">
        <h1 className="text-display font-black">{t('carts:title')}</h1>
        <OfflineNotice />
        <CartView quiet onDone={({ roomId }) => void navigate(roomId === null ? '/' : `/rooms/${roomId}`)} />
      </main>
    </>
  );
}
