import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import { StudioSetup } from '../../../../features/rooms/web/studio-setup.tsx';
import type { StaffView } from '../staff/staff-gate.tsx';
import { BagOrder, BagPicker } from './bag-panel.tsx';
import type { BagDraft } from './use-bag-draft.ts';

interface PreparingProps {
  roomId: string;
  view: StaffView;
  room: Pick<RoomView, 'title' | 'coverPictureId'>;
  bag: BagDraft;
  products: ReadonlyMap<string, Product>;
  camera: ReactNode;
}

/** Before the show: what it is called, what is in the bag, and whether one is seen and heard. */
export function StudioPreparing({ roomId, view, room, bag, products, camera }: PreparingProps) {
  const { t } = useTranslation();
  const host = view.may('host');
  const shopId = view.shop.id;
  return (
    <main className="grid gap-6 p-4 lg:min-h-0 lg:flex-1 lg:grid-cols-[22rem_1fr] lg:overflow-hidden lg:p-6">
      <div className="lg:overflow-y-auto">{camera}</div>
      <div className="grid content-start gap-6 lg:min-h-0 lg:overflow-y-auto lg:pe-1 lg:pb-6">
        {host && (
          <StudioSetup roomId={roomId} shopId={shopId} title={room.title} coverPictureId={room.coverPictureId} />
        )}
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <section className="grid gap-3">
            <h2 className="flex items-baseline justify-between gap-3 text-title font-extrabold">
              {t('rooms:studio.bag.heading')}
              <span className="text-small font-semibold text-muted" aria-live="polite">
                {bag.saving
                  ? t('rooms:studio.setup.saving')
                  : t('rooms:studio.bag.chosen', { count: bag.productIds.length })}
              </span>
            </h2>
            <BagOrder bag={bag} products={products} />
          </section>
          {host && (
            <section className="grid gap-3">
              <h2 className="text-title font-extrabold">{t('rooms:studio.bag.choose')}</h2>
              <BagPicker shopId={shopId} bag={bag} mayEdit={view.may('merchant')} />
            </section>
          )}
        </div>
      </div>
    </main>
  );
}
