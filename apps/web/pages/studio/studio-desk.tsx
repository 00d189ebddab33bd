import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { useModerated } from '../../../../features/moderation/web/use-moderated.ts';
import { useRoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import type { Room } from '../../../../features/rooms/protocol.ts';
import type { StudioAct } from '../../../../features/rooms/studio-keys.ts';
import { useRoomView } from '../../../../features/rooms/web/use-rooms.ts';
import { api } from '../../../../platform/ui/api.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';
import { useWide } from '../../../../platform/ui/use-wide.ts';
import type { StaffView } from '../staff/staff-gate.tsx';
import { useRoomBag } from '../use-room-bag.ts';
import { EndShow } from './end-show.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { StudioPreparing } from './studio-preparing.tsx';
import { StudioRunning } from './studio-running.tsx';
import { StudioSummary } from './studio-summary.tsx';
import { StudioTopBar } from './studio-top-bar.tsx';
import { type TalkOffers, TalkPanel } from './talk-panel.tsx';
import { type BagDraft, useBagDraft } from './use-bag-draft.ts';
import { usePins } from './use-pins.ts';
import { useSending } from './use-sending.ts';
import { type ShortcutActs, useShortcuts } from './use-shortcuts.ts';
import { type Show, useShow } from './use-show.ts';

/** Until the room's bag has it. */
const addedFreshMs = 60_000;
const none: readonly Product[] = [];

/** One show on one page: before it, on the air, and after. The camera stays open from the first to the second. */
export function StudioDesk({ info, view }: { info: Room; view: StaffView }) {
  const room = useShownRoom(info);
  const sending = useSending(info.id, room.state, view.may('host'));
  const shown = useRoomBag(info.id, room.productIds, room.state);
  const bag = useBagDraft(info.id, room.ready ? room.productIds : shown.products.map((product) => product.id));
  const products = useProducts(shown.products, bag.productIds);
  const sales = useRoomSales(info.id);
  if (room.state === 'live') {
    return <LiveDesk {...{ info, view, room, sending, bag, products, sales }} />;
  }
  return (
    <div className="min-h-dvh lg:flex lg:h-dvh lg:flex-col">
      <StudioTopBar roomId={info.id} title={room.title} state={room.state} />
      {room.state === 'scheduled' && (
        <StudioPreparing
          roomId={info.id}
          view={view}
          room={room}
          bag={bag}
          products={products.byId}
          sending={sending}
        />
      )}
      {room.state === 'ended' && (
        <StudioSummary
          roomId={info.id}
          room={room}
          view={view}
          sales={sales}
          inBag={products.inBag}
          products={products.byId}
          titleOf={products.titleOf}
        />
      )}
    </div>
  );
}

interface LiveDeskProps {
  info: Room;
  view: StaffView;
  room: ReturnType<typeof useShownRoom>;
  sending: ReturnType<typeof useSending>;
  bag: BagDraft;
  products: ReturnType<typeof useProducts>;
  sales: ReturnType<typeof useRoomSales>;
}

function LiveDesk({ info, view, room, sending, bag, products, sales }: LiveDeskProps) {
  const wide = useWide();
  useModerated();
  const pins = usePins(info.id, room.pins);
  const show = useShow(products.inBag, pins);
  const [keysOpen, setKeysOpen] = useState(false);
  const acts = actsOf(show, sending, () => setKeysOpen(true));
  const keys = useShortcuts(acts);
  const end = view.may('host') && <EndShow roomId={info.id} onEnded={() => sending.onAir.stop('goodbye')} />;
  const running = (
    <StudioRunning
      {...{ view, room, bag, show, pins, sales, sending, end }}
      roomId={info.id}
      titleOf={products.titleOf}
      keys={keys.on}
      talk={<TalkPanel name={view.me.name ?? ''} maySay offers={offersOf(info.id, view, show)} />}
    />
  );
  if (!wide) return running;
  return (
    <div className="flex h-dvh flex-col">
      <StudioTopBar roomId={info.id} title={room.title} state={room.state}>
        <ShortcutsDialog
          open={keysOpen}
          onOpenChange={setKeysOpen}
          acts={Object.keys(acts) as StudioAct[]}
          on={keys.on}
          onTurn={keys.setOn}
        />
        {end}
      </StudioTopBar>
      {running}
    </div>
  );
}

/** What the host may offer to whoever says a line; others who run the room may not. */
function offersOf(roomId: string, view: StaffView, { products, explained }: Show): TalkOffers | null {
  if (!view.may('host')) return null;
  return { roomId, currency: view.shop.currency, products, explainedId: explained?.id ?? null };
}

function actsOf(show: Show, { watching, camera, onAir }: LiveDeskProps['sending'], onHelp: () => void): ShortcutActs {
  const heard = !watching && camera.state.kind === 'on';
  return {
    next: show.goOn,
    previous: show.goBack,
    explain: show.explainAt,
    ...(heard ? { mute: () => onAir.setMuted(!onAir.muted) } : {}),
    talk: () => document.querySelector<HTMLElement>('[data-testid=studio-talk-input]')?.focus(),
    help: onHelp,
  };
}

/** The room as its stream tells it; until the stream is there, as it was read over HTTP. */
function useShownRoom(info: Room) {
  const view = useRoomView();
  const ready = useRoom((snapshot) => snapshot.ready.room);
  return ready ? { ...view, ready } : { ...view, ...info, ready };
}

/** Everything that the desk shows a picture of: the room's bag with the numbers of this moment, and what was just put in. */
function useProducts(live: readonly Product[], bagIds: readonly string[]) {
  const lacking = bagIds.filter((id) => !live.some((product) => product.id === id));
  const queries = useQueryClient();
  const read = (id: string) =>
    queries.fetchQuery({
      queryKey: ['product', id],
      queryFn: () => api.get<Product>(`/api/products/${id}`),
      staleTime: addedFreshMs,
    });
  const { data: added = none } = useQuery({
    queryKey: ['added', ...lacking],
    queryFn: () => Promise.all(lacking.map(read)),
    enabled: lacking.length > 0,
    placeholderData: (before) => before,
  });
  return useMemo(() => {
    const byId = new Map([...added, ...live].map((product) => [product.id, product]));
    const inBag = bagIds.map((id) => byId.get(id)).filter((product) => product !== undefined);
    const titleOf = (productId: string) => byId.get(productId)?.title ?? '…';
    return { byId: byId as ReadonlyMap<string, Product>, inBag, titleOf };
  }, [added, live, bagIds]);
}
