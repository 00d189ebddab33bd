import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { StudioCreateRoom } from '../../../../features/rooms/web/studio-create-room.tsx';
import { StudioRoomList } from '../../../../features/rooms/web/studio-room-list.tsx';
import { ShopSwitch } from '../../../../features/shops/web/shop-switch.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate, type StaffView } from '../staff/staff-gate.tsx';

export function StudioPage() {
  return <StaffGate roles={['host', 'moderator']}>{(view) => <Shows view={view} />}</StaffGate>;
}

function Shows({ view: { shop, shops, may } }: { view: StaffView }) {
  const { t } = useTranslation();
  usePageTitle(t('rooms:studio.title'));
  const navigate = useNavigate();
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-3xl gap-6 px-4 py-6">
        <OfflineNotice />
        <div className="grid gap-1">
          <ShopSwitch shop={shop} shops={shops} />
          <p className="text-small font-semibold text-accent-text">{shop.name}</p>
          <h1 className="text-display font-extrabold">{t('rooms:studio.title')}</h1>
          <p className="text-muted">{t('rooms:studio.lead')}</p>
        </div>
        {may('host') && <StudioCreateRoom shopId={shop.id} onCreated={(room) => void navigate(`/studio/${room.id}`)} />}
        <StudioRoomList shopId={shop.id} />
      </main>
    </>
  );
}
