import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { useShopProducts } from '../../../../features/catalog/web/edit-products.ts';
import { useBag } from '../../../../features/catalog/web/use-bag.ts';
import { StaffShowOrders } from '../../../../features/orders/web/staff-show-orders.tsx';
import { useRoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { studioApi } from '../../../../features/rooms/web/studio-api.ts';
import { useRoomView } from '../../../../features/rooms/web/use-rooms.ts';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useAct } from '../../../../platform/ui/use-act.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';
import type { StaffView } from '../staff/staff-gate.tsx';
import { CameraPanel } from './camera-panel.tsx';
import { EndShow } from './end-show.tsx';
import { StudioPreparing } from './studio-preparing.tsx';
import { StudioRunning } from './studio-running.tsx';
import { StudioSummary } from './studio-summary.tsx';
import { StudioTopBar } from './studio-top-bar.tsx';
import { TalkPanel } from './talk-panel.tsx';
import { useBagDraft } from './use-bag-draft.ts';
import { useCamera } from './use-camera.ts';
import { usePins } from './use-pins.ts';
import { usePublisher, wasSending } from './use-publisher.ts';
import { WatchPanel } from './watch-panel.tsx';

/** One show on one page: before it, on the air, and after. The camera stays open from the first to the second. */
export function StudioDesk({ info, view }: { info: Room; view: StaffView }) {
  const room = useShownRoom(info);
  const host = view.may('host');
  const [resuming] = useState(() => wasSending(info.id));
  const camera = useCamera(host && (room.state === 'scheduled' || (room.state === 'live' && resuming)));
  const capture = camera.state.kind === 'on' ? camera.state.capture : null;
  const onAir = usePublisher(info.id, capture);
  const shown = useBag(info.id, room.productIds);
  const bag = useBagDraft(info.id, room.ready ? room.productIds : shown.products.map((product) => product.id));
  const products = useProducts(view.shop.id, shown.products, bag.productIds);
  const pins = usePins(info.id, room.pins);
  const sales = useRoomSales(info.id);
  const { t } = useTranslation();
  const goLive = useAct((id, roomId: string) => studioApi.goLive(id, roomId), {
    onDone: onAir.start,
    onError: (error) => toast(refusalText(error), 'bad'),
  });

  const { start, stop, state } = onAir;
  // A page that was sending before it was reloaded goes on by itself.
  useEffect(() => {
    if (room.state === 'live' && resuming && capture !== null && state === 'idle') start();
  }, [room.state, resuming, capture, state, start]);
  // Whoever ended the show, from whichever device: this camera must not go on sending.
  useEffect(() => {
    if (room.state === 'ended') stop('goodbye');
  }, [room.state, stop]);

  const titleOf = (productId: string) => products.byId.get(productId)?.title ?? '…';
  const talk = <TalkPanel name={view.me.name ?? ''} maySay={room.state !== 'ended'} />;
  const cameraPanel = host ? (
    <CameraPanel
      camera={camera}
      onAir={onAir}
      room={room}
      goingLive={goLive.busy}
      onGoLive={() => void goLive.run(info.id)}
    />
  ) : (
    <WatchPanel roomId={info.id} live={room.state === 'live'} />
  );
  return (
    <div className="min-h-dvh lg:flex lg:h-dvh lg:flex-col">
      <StudioTopBar roomId={info.id} title={room.title} state={room.state}>
        {room.state === 'live' && host && <EndShow roomId={info.id} onEnded={() => stop('goodbye')} />}
      </StudioTopBar>
      {room.state === 'scheduled' && (
        <StudioPreparing
          roomId={info.id}
          shopId={view.shop.id}
          room={room}
          bag={bag}
          products={products.byId}
          mayEdit={view.may('merchant')}
          host={host}
          camera={cameraPanel}
        />
      )}
      {room.state === 'live' && (
        <StudioRunning
          shopId={view.shop.id}
          currency={view.shop.currency}
          bag={bag}
          products={products.inBag}
          pins={pins}
          sales={sales}
          titleOf={titleOf}
          host={host}
          camera={cameraPanel}
          talk={talk}
        />
      )}
      {room.state === 'ended' && (
        <div className="min-h-0 flex-1 lg:overflow-y-auto">
          <StudioSummary room={room} sales={sales} currency={view.shop.currency} products={[...products.byId.values()]}>
            <h3 className="text-title font-extrabold">{t('orders:staff.title')}</h3>
            <StaffShowOrders sales={sales} titleOf={titleOf} over />
          </StudioSummary>
        </div>
      )}
    </div>
  );
}

/** The room as its stream tells it; until the stream is there, as it was read over HTTP. */
function useShownRoom(info: Room) {
  const view = useRoomView();
  const ready = useRoom((snapshot) => snapshot.ready.room);
  return ready ? { ...view, ready } : { ...view, ...info, ready };
}

/** Everything that the desk shows a picture of: the shop's products, with the numbers of this moment where the room tells them. */
function useProducts(shopId: string, live: readonly Product[], bagIds: readonly string[]) {
  const all = useShopProducts(shopId).data?.products;
  return useMemo(() => {
    const byId = new Map((all ?? []).map((product) => [product.id, product]));
    for (const product of live) byId.set(product.id, product);
    const inBag = bagIds.map((id) => byId.get(id)).filter((product) => product !== undefined);
    return { byId: byId as ReadonlyMap<string, Product>, inBag };
  }, [all, live, bagIds]);
}
