import type { Product } from '../../../../features/catalog/protocol.ts';
import { BagList } from '../../../../features/catalog/web/bag-list.tsx';
import { useDealtProducts } from '../../../../features/deals/web/use-deals.ts';
import { useOrderNews } from '../../../../features/orders/web/use-orders.ts';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { useRoomView } from '../../../../features/rooms/web/use-rooms.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';
import { useWide } from '../../../../platform/ui/use-wide.ts';
import { useRoomBag } from '../use-room-bag.ts';
import { useLaterParts } from './later-parts.ts';
import { BagPanel, TalkPanel } from './room-panels.tsx';
import { RoomInput, RoomTalk, useReplying } from './room-talk.tsx';
import { Stage } from './stage.tsx';
import { useShopping } from './use-shopping.ts';
import { useSound } from './use-sound.ts';
import { useSpeech } from './use-speech.ts';
import { useWishedProduct } from './use-wished-product.ts';

/** A phone shows one picture with everything over it; a laptop puts the bag and the talk beside it. */
export function RoomView({ roomId, info }: { roomId: string; info: Room | undefined }) {
  const wide = useWide();
  const view = useRoomView();
  const ready = useRoom((snapshot) => snapshot.ready.room);
  // Until the stream has arrived, the page shows what the room's own address said.
  const room = ready || info === undefined ? view : { ...view, ...info };
  const ended = room.state === 'ended';
  const bag = useRoomBag(roomId, view.productIds, room.state);
  const products = useDealtProducts(bag.products);
  const shopping = useShopping(bag.freshen);
  const speech = useSpeech();
  const { onReply, replying } = useReplying(ended);
  const sound = useSound();
  useWishedProduct(products, shopping.openProduct);
  useOrderNews();
  const { ShopSheet, NameDialog, ...later } = useLaterParts(shopping.open, speech.asking, info && room.state);
  const explainingId = (view.pins.find((pin) => pin.explaining) ?? view.pins[0])?.productId ?? null;
  const input = ended ? null : <RoomInput on={wide ? 'panel' : 'picture'} onSay={speech.say} {...replying} />;
  return (
    <div className="h-dvh overflow-hidden bg-stage text-ink lg:grid lg:grid-cols-[minmax(16rem,21rem)_minmax(0,1fr)_minmax(18rem,25rem)] lg:bg-paper">
      {wide && <WideBag {...{ bag, products, explainingId }} onOpen={shopping.openProduct} />}
      <Stage
        {...{ roomId, room, wide, products, shopping, sound }}
        host={info === undefined ? null : { id: info.hostId, name: info.hostName }}
        regular={bag.products}
        pins={view.pins}
        barrage={later.Barrage && <later.Barrage />}
        cart={later.CartButton && <later.CartButton onOpen={shopping.openCart} />}
        offers={later.Offers && info && <later.Offers {...{ products, shopping }} shopId={info.shopId} />}
        onPicture={later.onPicture}
        onNameNeeded={speech.askName}
        talk={wide ? null : <RoomTalk on="picture" className="max-h-[22dvh]" onReply={onReply} />}
        input={wide ? null : input}
      />
      {wide && (
        <TalkPanel>
          <RoomTalk on="panel" className="flex-1" onReply={onReply} />
          <div className="flex">{input}</div>
        </TalkPanel>
      )}
      {ShopSheet && (
        <ShopSheet
          roomId={roomId}
          bag={bag}
          products={products}
          explainingId={explainingId}
          shopping={shopping}
          quiet={sound.muted}
        />
      )}
      {NameDialog && (
        <NameDialog open={speech.asking} onOpenChange={(open) => !open && speech.giveUp()} onNamed={speech.named} />
      )}
    </div>
  );
}

interface WideBagProps {
  bag: ReturnType<typeof useRoomBag>;
  products: readonly Product[];
  explainingId: string | null;
  onOpen(productId: string): void;
}

function WideBag({ bag, products, explainingId, onOpen }: WideBagProps) {
  return (
    <BagPanel count={products.length}>
      <BagList
        products={products}
        explainingId={explainingId}
        isPending={bag.isPending}
        isError={bag.isError}
        onRetry={bag.refetch}
        onOpen={onOpen}
      />
    </BagPanel>
  );
}
