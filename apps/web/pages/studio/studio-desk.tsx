import { useMemo } from 'react';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { useShopProducts } from '../../../../features/catalog/web/edit-products.ts';
import { useBag } from '../../../../features/catalog/web/use-bag.ts';
import { useRoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { useRoomView } from '../../../../features/rooms/web/use-rooms.ts';
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
import { usePins } from './use-pins.ts';
import { useSending } from './use-sending.ts';
import { WatchPanel } from './watch-panel.tsx';

/** One show on one page: before it, on the air, and after. The camera stays open from the first to the second. */
export function StudioDesk({ info, view }: { info: Room; view: StaffView }) {
  const room = useShownRoom(info);
  const host = view.may('host');
  const { camera, onAir, goLive } = useSending(info.id, room.state, host);
  const shown = useBag(info.id, room.productIds, room.state === 'ended');
  const bag = useBagDraft(info.id, room.ready ? room.productIds : shown.products.map((product) => product.id));
  const products = useProducts(view.shop.id, shown.products, bag.productIds);
  const pins = usePins(info.id, room.pins);
  const sales = useRoomSales(info.id);
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
        {room.state === 'live' && host && <EndShow roomId={info.id} onEnded={() => onAir.stop('goodbye')} />}
      </StudioTopBar>
      {room.state === 'scheduled' && (
        <StudioPreparing
          roomId={info.id}
          view={view}
          room={room}
          bag={bag}
          products={products.byId}
          camera={cameraPanel}
        />
      )}
      {room.state === 'live' && (
        <StudioRunning
          view={view}
          bag={bag}
          products={products.inBag}
          pins={pins}
          sales={sales}
          titleOf={products.titleOf}
          camera={cameraPanel}
          talk={talk}
        />
      )}
      {room.state === 'ended' && (
        <StudioSummary
          room={room}
          sales={sales}
          currency={view.shop.currency}
          products={[...products.byId.values()]}
          titleOf={products.titleOf}
        />
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
    const titleOf = (productId: string) => byId.get(productId)?.title ?? '…';
    return { byId: byId as ReadonlyMap<string, Product>, inBag, titleOf };
  }, [all, live, bagIds]);
}
