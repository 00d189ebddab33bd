import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { TalkInput } from '../../../../features/barrage/web/talk-input.tsx';
import { TalkList } from '../../../../features/barrage/web/talk-list.tsx';
import { useSay, useTalk } from '../../../../features/barrage/web/use-talk.ts';
import { BagList } from '../../../../features/catalog/web/bag-list.tsx';
import { useBag } from '../../../../features/catalog/web/use-bag.ts';
import { useOrderNews } from '../../../../features/orders/web/use-orders.ts';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { useRoomView } from '../../../../features/rooms/web/use-rooms.ts';
import { useRoom, useRoomConnection } from '../../../../platform/ui/use-room.tsx';
import { useWide } from '../../../../platform/ui/use-wide.ts';
import { useLaterParts } from './later-parts.ts';
import { Stage } from './stage.tsx';
import { useShopping } from './use-shopping.ts';

/** A phone shows one picture with everything over it; a laptop puts the bag and the talk beside it. */
export function RoomView({ roomId, info }: { roomId: string; info: Room | undefined }) {
  const wide = useWide();
  const view = useRoomView();
  const ready = useRoom((snapshot) => snapshot.ready.room);
  // Until the stream has arrived, the page shows what the room's own address said.
  const room = ready || info === undefined ? view : { ...view, ...info };
  const ended = room.state === 'ended';
  const bag = useBag(roomId, view.productIds, ended);
  const shopping = useShopping(bag.freshen);
  const talk = useTalk();
  const speech = useSpeech();
  useOrderNews();
  const { ShopSheet, NameDialog } = useLaterParts({ sheet: shopping.open, nameDialog: speech.asking });
  const explaining = view.pins.find((pin) => pin.explaining) ?? view.pins[0];
  const input = (on: 'picture' | 'panel') => (ended ? null : <TalkInput on={on} onSay={speech.say} />);
  return (
    <div className="h-dvh overflow-hidden bg-stage lg:grid lg:grid-cols-[minmax(15rem,24rem)_minmax(min(50vw,78dvh),78dvh)_minmax(17rem,26rem)] lg:justify-center lg:bg-paper">
      {wide && (
        <BagPanel>
          <BagList
            products={bag.products}
            explainingId={explaining?.productId ?? null}
            isPending={bag.isPending}
            isError={bag.isError}
            onRetry={bag.refetch}
            onOpen={shopping.openProduct}
          />
        </BagPanel>
      )}
      <Stage
        roomId={roomId}
        room={room}
        hostName={info?.hostName ?? ''}
        wide={wide}
        products={bag.products}
        pins={view.pins}
        shopping={shopping}
        talk={wide ? null : <TalkList lines={talk} on="picture" className="max-h-[22dvh]" />}
        input={wide ? null : input('picture')}
      />
      {wide && (
        <TalkPanel>
          <TalkList lines={talk} on="panel" className="flex-1" />
          <div className="flex">{input('panel')}</div>
        </TalkPanel>
      )}
      {ShopSheet && (
        <ShopSheet roomId={roomId} bag={bag} explainingId={explaining?.productId ?? null} shopping={shopping} />
      )}
      {NameDialog && (
        <NameDialog open={speech.asking} onOpenChange={(open) => !open && speech.giveUp()} onNamed={speech.named} />
      )}
    </div>
  );
}

function BagPanel({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <aside className="flex min-h-0 flex-col bg-paper" aria-labelledby="bag-title">
      <h2 id="bag-title" className="px-4 pt-4 pb-2 text-title font-extrabold">
        {t('catalog:bag.title')}
      </h2>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
    </aside>
  );
}

function TalkPanel({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <aside className="flex min-h-0 flex-col gap-2 bg-paper p-4" aria-labelledby="talk-title">
      <h2 id="talk-title" className="text-title font-extrabold">
        {t('rooms:room.talk')}
      </h2>
      {children}
    </aside>
  );
}

interface Waiting {
  readonly text: string;
  done(said: unknown): void;
  failed(error: unknown): void;
}

/** Says a line; without a name yet, it keeps the line, asks for the name, and says it then. */
function useSpeech() {
  const connection = useRoomConnection();
  const name = useMe().data?.name ?? null;
  const sayAs = useSay();
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [asking, setAsking] = useState(false);
  const say = (text: string): Promise<unknown> => {
    if (name !== null) return sayAs(name, text);
    setAsking(true);
    return new Promise((done, failed) => setWaiting({ text, done, failed }));
  };
  /** Whoever gives no name keeps the text in the box. */
  const giveUp = () => {
    setAsking(false);
    waiting?.done(false);
  };
  const named = (taken: string) => {
    setAsking(false);
    // The socket was opened by a guest; the room must know the name before it hears the line.
    connection.reconnect();
    if (waiting) void sayAs(taken, waiting.text).then(waiting.done, waiting.failed);
  };
  return { say, asking, giveUp, named };
}
