import { useTranslation } from 'react-i18next';
import { StaffLiveNumbers } from '../../../../features/orders/web/staff-live-numbers.tsx';
import { StaffShowOrders } from '../../../../features/orders/web/staff-show-orders.tsx';
import { useWatching } from '../../../../features/rooms/web/use-rooms.ts';
import { NextBar, NowCard } from './now-panel.tsx';
import { OwnPicture } from './own-picture.tsx';
import { RunPanel } from './run-panel.tsx';
import type { RunningProps } from './running-props.ts';
import { WatchPanel } from './watch-panel.tsx';

/** On a laptop: oneself and the figures, what is shown and what comes, what is said and bought. Nothing is a tap away. */
export function RunningLaptop(props: RunningProps) {
  const { room, view, show, pins, sales, titleOf, talk, keys } = props;
  const { t } = useTranslation();
  const watching = useWatching();
  return (
    <main className="grid min-h-0 flex-1 grid-cols-[minmax(13rem,17rem)_minmax(0,1fr)_minmax(17rem,23rem)] gap-3 overflow-hidden p-3 xl:gap-4 xl:p-4 2xl:grid-cols-[20rem_minmax(0,1fr)_27rem]">
      <section aria-label={t('rooms:studio.camera.heading')} className="flex min-h-0 flex-col gap-3">
        <div className="min-h-48 flex-1">
          <Picture {...props} />
        </div>
        <StaffLiveNumbers sales={sales} currency={view.shop.currency} watching={watching} />
      </section>
      <div className="flex min-h-0 flex-col gap-3">
        <NowCard show={show} since={pins.pending ? null : room.explainedSince} />
        <NextBar show={show} keys={keys} />
        <RunPanel {...props} />
      </div>
      <div className="flex min-h-0 flex-col gap-3">
        <section className="flex min-h-0 flex-[3] flex-col rounded-card border border-line bg-surface p-3">
          <h2 className="text-small font-bold text-muted">{t('rooms:studio.talk.heading')}</h2>
          {talk}
        </section>
        <section className="flex min-h-0 flex-[2] flex-col gap-1.5">
          <h2 className="shrink-0 text-small font-bold text-muted">{t('orders:staff.title')}</h2>
          <div
            className="min-h-0 flex-1 overflow-y-auto"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard.
            tabIndex={0}
          >
            <StaffShowOrders sales={sales} titleOf={titleOf} />
          </div>
        </section>
      </div>
    </main>
  );
}

function Picture({ roomId, room, sending }: RunningProps) {
  if (sending.watching) return <WatchPanel roomId={roomId} liveAt={room.liveAt} onSendHere={sending.sendHere} />;
  return <OwnPicture camera={sending.camera} onAir={sending.onAir} liveAt={room.liveAt} />;
}
