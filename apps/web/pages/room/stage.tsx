import { Captions, CaptionsOff, ShoppingBag, Volume2, VolumeX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BarrageLayer } from '../../../../features/barrage/web/barrage-layer.tsx';
import { useBarrageChoice } from '../../../../features/barrage/web/use-barrage-choice.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { PinnedCard } from '../../../../features/catalog/web/pinned-card.tsx';
import type { PinView, RoomView } from '../../../../features/rooms/rooms-view.ts';
import { ConnectionBanner } from '../../../../features/rooms/web/connection-banner.tsx';
import { RoomHead } from '../../../../features/rooms/web/room-head.tsx';
import { RoomEnded, RoomScheduled } from '../../../../features/rooms/web/room-states.tsx';
import { Ticker } from '../../../../features/rooms/web/ticker.tsx';
import { useWatching } from '../../../../features/rooms/web/use-rooms.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { StagePicture } from './stage-picture.tsx';
import type { Shopping } from './use-shopping.ts';

interface StageProps {
  roomId: string;
  room: Pick<RoomView, 'title' | 'coverPictureId' | 'state'>;
  hostName: string;
  wide: boolean;
  products: readonly Product[];
  pins: readonly PinView[];
  shopping: Shopping;
  talk: ReactNode;
  input: ReactNode;
}

/** The picture, and what lies over it. */
export function Stage({ roomId, room, hostName, wide, products, pins, shopping, talk, input }: StageProps) {
  const { t } = useTranslation();
  const watching = useWatching();
  const [muted, setMuted] = useState(true);
  const [flying, setFlying] = useBarrageChoice();
  const titleOf = (productId: string) => products.find((product) => product.id === productId)?.title;
  const live = room.state === 'live';
  const openBag = wide ? undefined : shopping.openBag;
  return (
    <main className="relative h-full min-w-0 overflow-hidden bg-stage lg:my-3 lg:h-[calc(100dvh-1.5rem)] lg:rounded-sheet">
      <StagePicture
        roomId={roomId}
        live={live}
        coverPictureId={room.coverPictureId}
        muted={muted}
        onMutedChange={setMuted}
      />
      <div aria-hidden className="absolute inset-x-0 top-0 h-32 bg-linear-to-b from-stage/70 to-transparent" />
      <div aria-hidden className="absolute inset-x-0 bottom-0 h-2/5 bg-linear-to-t from-stage/80 to-transparent" />
      <BarrageLayer on={flying} className="absolute inset-x-0 top-[max(8.75rem,15%)] h-1/3" />
      <div className="absolute inset-0 flex flex-col gap-2 p-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <RoomHead title={room.title} hostName={hostName} state={room.state} watching={watching}>
          {live && !muted && (
            <IconButton look="glass" label={t('rooms:room.soundOff')} onClick={() => setMuted(true)}>
              <Volume2 aria-hidden className="size-5" />
            </IconButton>
          )}
          <BarrageButton flying={flying} onChange={setFlying} />
        </RoomHead>
        <ConnectionBanner />
        {live && muted && (
          <Button look="glass" className="self-center" data-testid="sound-button" onClick={() => setMuted(false)}>
            <VolumeX aria-hidden className="size-5" />
            {t('rooms:room.tapForSound')}
          </Button>
        )}
        <div className="grid min-h-0 flex-1 place-items-center">
          {room.state === 'ended' && <RoomEnded hostName={hostName} onBag={openBag} />}
          {room.state === 'scheduled' && <RoomScheduled onBag={openBag} />}
        </div>
        <Ticker titleOf={titleOf} />
        {talk}
        <Pins pins={pins} products={products} shopping={shopping} />
        {!wide && (
          <div className="flex items-center gap-2">
            <BagButton count={products.length} onOpen={shopping.openBag} />
            {input}
          </div>
        )}
      </div>
    </main>
  );
}

function BarrageButton({ flying, onChange }: { flying: boolean; onChange(flying: boolean): void }) {
  const { t } = useTranslation();
  return (
    <IconButton
      look="glass"
      label={flying ? t('rooms:room.barrageOff') : t('rooms:room.barrageOn')}
      data-testid="barrage-button"
      onClick={() => onChange(!flying)}
    >
      {flying ? <Captions aria-hidden className="size-5" /> : <CaptionsOff aria-hidden className="size-5" />}
    </IconButton>
  );
}

/** The product that is being explained, large; the others pinned beside it can be reached from the bag. */
function Pins({ pins, products, shopping }: Pick<StageProps, 'pins' | 'products' | 'shopping'>) {
  const pin = pins.find((one) => one.explaining) ?? pins[0];
  const product = products.find((one) => one.id === pin?.productId);
  if (!pin || !product) return null;
  return (
    <div className="lg:mx-auto lg:w-full lg:max-w-md">
      <PinnedCard
        key={product.id}
        product={product}
        explaining={pin.explaining}
        onOpen={() => shopping.openProduct(product.id)}
        onBuy={() => shopping.openCheckout(product.id, null, 1)}
      />
    </div>
  );
}

function BagButton({ count, onOpen }: { count: number; onOpen(): void }) {
  const { t } = useTranslation();
  return (
    <IconButton
      look="accent"
      className="relative"
      label={t('rooms:room.bagCount', { count })}
      data-testid="bag-button"
      onClick={onOpen}
    >
      <ShoppingBag aria-hidden className="size-5" />
      {count > 0 && (
        <span
          aria-hidden
          className="tabular absolute -end-1 -top-1 min-w-5 rounded-full bg-surface px-1 text-tiny font-bold leading-5 text-ink"
        >
          {count}
        </span>
      )}
    </IconButton>
  );
}
