import type { ReactNode } from 'react';
import type { Product } from '../../../../features/catalog/protocol.ts';
import type { PinView, RoomView } from '../../../../features/rooms/rooms-view.ts';
import { ConnectionBanner } from '../../../../features/rooms/web/connection-banner.tsx';
import { RoomHead } from '../../../../features/rooms/web/room-head.tsx';
import { RoomEnded, RoomScheduled } from '../../../../features/rooms/web/room-states.tsx';
import { Ticker } from '../../../../features/rooms/web/ticker.tsx';
import { useRoomInfo, useWatching } from '../../../../features/rooms/web/use-rooms.ts';
import { PreferencesButton } from '../../../../platform/ui/preferences-button.tsx';
import { useLater } from '../../../../platform/ui/use-later.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';
import { CouponNote } from './coupon-note.tsx';
import { Pins } from './pins.tsx';
import { SoundButton, TapForSound } from './sound-button.tsx';
import { BagButton, BarrageButton } from './stage-buttons.tsx';
import { StagePicture } from './stage-picture.tsx';
import type { Shopping } from './use-shopping.ts';
import type { Sound } from './use-sound.ts';

interface StageProps {
  roomId: string;
  room: Pick<RoomView, 'title' | 'coverPictureId' | 'state'>;
  host: { readonly id: string; readonly name: string } | null;
  wide: boolean;
  products: readonly Product[];
  /** The same without what a deal takes off. */
  regular: readonly Product[];
  pins: readonly PinView[];
  shopping: Shopping;
  sound: Sound;
  barrage: ReactNode;
  cart: ReactNode;
  /** What the host has offered to the viewer alone. */
  offers: ReactNode;
  /** Whether the picture has come, or will not. */
  onPicture(come: boolean): void;
  onNameNeeded(): void;
  talk: ReactNode;
  input: ReactNode;
}

/** The picture, and what lies over it: on a phone everything, on a laptop what belongs to the moment. */
export function Stage(props: StageProps) {
  const { roomId, room, host, wide, products, shopping, sound } = props;
  const watching = useWatching();
  const demo = useRoomInfo(roomId).data?.demo;
  const titleOf = (productId: string) => products.find((product) => product.id === productId)?.title;
  const live = room.state === 'live';
  const tools = (
    <>
      <PreferencesButton look="glass" />
      {props.cart}
      <BarrageButton wide={wide} />
      {live && !sound.muted && <SoundButton sound={sound} wide={wide} />}
    </>
  );
  return (
    <main className="relative h-full min-w-0 overflow-hidden bg-stage lg:my-3 lg:h-[calc(100dvh-1.5rem)] lg:rounded-sheet lg:shadow-high">
      <StagePicture
        roomId={roomId}
        live={live}
        demo={demo}
        wide={wide}
        coverPictureId={room.coverPictureId ?? products[0]?.pictures[0]?.id ?? null}
        sound={sound}
        onPicture={props.onPicture}
      />
      <div aria-hidden className="scrim-head absolute inset-x-0 top-0 h-36" />
      <div aria-hidden className="scrim-foot absolute inset-x-0 bottom-0 h-[52%] lg:h-56" />
      {props.barrage}
      <div className="absolute inset-0 flex flex-col gap-2 p-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:p-4">
        <RoomHead title={room.title} host={host} state={room.state} watching={watching} demo={demo}>
          {wide && tools}
        </RoomHead>
        <div className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 justify-items-start gap-2">
            <ConnectionBanner />
            {live && sound.muted && <TapForSound sound={sound} />}
            {host && <FollowHost {...host} />}
          </div>
          {!wide && <div className="flex flex-col gap-2">{tools}</div>}
        </div>
        <StateOfShow room={room} host={host} onBag={wide ? undefined : shopping.openBag} />
        <Ticker titleOf={titleOf} />
        {props.talk}
        {props.offers}
        {live && <CouponNote products={products} onNameNeeded={props.onNameNeeded} />}
        <Pins pins={props.pins} products={products} regular={props.regular} shopping={shopping} />
        {!wide && (
          <div className="mt-1 flex items-center gap-2 simple:flex-wrap simple:[&>form]:order-first simple:[&>form]:basis-full">
            <BagButton count={products.length} onOpen={shopping.openBag} />
            {props.input}
          </div>
        )}
      </div>
    </main>
  );
}

const loadFollow = async () => (await import('../follow.tsx')).FollowThis;

/** Comes when the room is up: the picture goes first. */
function FollowHost({ id, name }: { id: string; name: string }) {
  const open = useRoom((snapshot) => snapshot.status === 'open');
  const FollowThis = useLater(open, loadFollow).part;
  return FollowThis && <FollowThis kind="host" id={id} name={name} on="picture" />;
}

function StateOfShow({ room, host, onBag }: Pick<StageProps, 'room' | 'host'> & { onBag: (() => void) | undefined }) {
  return (
    <div className="grid min-h-0 flex-1 place-items-center">
      {room.state === 'ended' && <RoomEnded host={host} onBag={onBag} />}
      {room.state === 'scheduled' && <RoomScheduled host={host} onBag={onBag} />}
    </div>
  );
}
