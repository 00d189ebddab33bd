import { ArrowLeft, Eye, ListVideo, MessageCircle, WifiOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { TalkList } from '../../../../features/barrage/web/talk-list.tsx';
import { useTalk } from '../../../../features/barrage/web/use-talk.ts';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import { StaffLiveNumbers } from '../../../../features/orders/web/staff-live-numbers.tsx';
import { StaffShowOrders } from '../../../../features/orders/web/staff-show-orders.tsx';
import { StudioLiveClock } from '../../../../features/rooms/web/studio-live-clock.tsx';
import { useWatching } from '../../../../features/rooms/web/use-rooms.ts';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';
import { CameraStage } from './camera-stage.tsx';
import { HealthChip } from './health-chip.tsx';
import { NextButton } from './now-panel.tsx';
import { LiveBadge, MicButton, SoundLevel, SwitchCameraButton, Troubles } from './own-picture.tsx';
import { RunPanel } from './run-panel.tsx';
import type { RunningProps } from './running-props.ts';
import { WatchPanel } from './watch-panel.tsx';

type Panel = 'run' | 'talk' | 'orders';

/**
 * On a phone in one hand: the picture fills the page, what a thumb does lies at its foot, what is only read above, and
 * the end of the show where a thumb does not stray.
 */
export function RunningPhone(props: RunningProps) {
  const { room, sales, view, talk, titleOf, sending } = props;
  const { t } = useTranslation();
  const watching = useWatching();
  const [panel, setPanel] = useState<Panel | null>(null);
  const sheet = (name: Panel) => ({
    open: panel === name,
    onOpenChange: (open: boolean) => setPanel(open ? name : null),
  });
  usePageTitle(room.title);
  return (
    <main className="on-picture fixed inset-0 overflow-hidden bg-stage text-on-stage" data-testid="studio-phone">
      <h1 className="sr-only">{room.title}</h1>
      <Picture {...props} />
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-0 h-44 bg-linear-to-b from-stage/85 to-transparent"
      />
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 bottom-0 h-3/5 bg-linear-to-t from-stage/90 to-transparent"
      />
      <div className="pointer-events-none absolute inset-0 flex flex-col gap-2 px-3 pt-[max(0.5rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] *:pointer-events-auto">
        <Head {...props} watching={watching} />
        {!sending.watching && (
          <div className="flex items-center gap-3">
            <HealthChip onAir={sending.onAir} />
            <SoundLevel camera={sending.camera} onAir={sending.onAir} />
          </div>
        )}
        <Sums {...props} onOpen={() => setPanel('orders')} />
        {!sending.watching && <Troubles camera={sending.camera} onAir={sending.onAir} />}
        <div className="pointer-events-none! min-h-0 flex-1" />
        <TalkOver />
        <Now {...props} onOpen={() => setPanel('run')} />
        <Thumbs {...props} onRun={() => setPanel('run')} onTalk={() => setPanel('talk')} />
      </div>
      <Sheet {...sheet('run')} title={t('rooms:studio.run.heading')} bareTitle>
        <RunPanel {...props} keys={false} onExplain={() => setPanel(null)} />
      </Sheet>
      <Sheet {...sheet('talk')} title={t('rooms:studio.talk.heading')}>
        <div className="flex h-[62dvh] flex-col">{talk}</div>
      </Sheet>
      <Sheet {...sheet('orders')} title={t('orders:staff.title')}>
        <div className="grid grid-cols-1 gap-4">
          <StaffLiveNumbers sales={sales} currency={view.shop.currency} watching={watching} />
          <StaffShowOrders sales={sales} titleOf={titleOf} />
        </div>
      </Sheet>
    </main>
  );
}

function Picture({ roomId, room, sending }: RunningProps) {
  return (
    <div className="absolute inset-0">
      {sending.watching ? (
        <WatchPanel roomId={roomId} liveAt={room.liveAt} onSendHere={sending.sendHere} bare />
      ) : (
        <CameraStage camera={sending.camera} bare />
      )}
    </div>
  );
}

function Head({ room, end, watching }: RunningProps & { watching: number | null }) {
  const { t } = useTranslation();
  const status = useRoom((snapshot) => snapshot.status);
  const text = t(`rooms:studio.live.connection.${status === 'open' || status === 'connecting' ? status : 'closed'}`);
  return (
    <header className="flex items-center gap-2">
      <Link
        to="/studio"
        aria-label={t('rooms:studio.back')}
        className="-ms-1 grid size-11 shrink-0 place-items-center rounded-full"
      >
        <ArrowLeft aria-hidden className="size-5" />
      </Link>
      <LiveBadge liveAt={room.liveAt} bare />
      <span className="flex items-center gap-1.5 font-bold">
        <Eye aria-hidden className="size-4.5" />
        <span className="sr-only">{t('rooms:studio.live.viewers', { count: watching ?? 0 })}</span>
        <span aria-hidden className="tabular text-title font-extrabold">
          {watching ?? '–'}
        </span>
      </span>
      <span role="status" title={text} data-testid="studio-connection" data-status={status} className="ms-auto">
        {status !== 'open' && <WifiOff aria-hidden className="size-5 animate-pulse-soft" />}
        <span className="sr-only">{text}</span>
      </span>
      {end}
    </header>
  );
}

/** The money at a glance; a tap opens the orders. */
function Sums({ sales, view, onOpen }: RunningProps & { onOpen(): void }) {
  const { t } = useTranslation();
  const { currency } = view.shop;
  const { paid, unpaid, revenueMinor } = sales.sums;
  return (
    <button
      type="button"
      onClick={onOpen}
      data-testid="panel-orders"
      className="flex min-h-14 items-center gap-5 self-start rounded-card bg-glass px-4 text-start backdrop-blur"
    >
      <Sum label={t('orders:staff.revenue')}>
        <MoneyText minor={revenueMinor[currency] ?? 0} currency={currency} />
      </Sum>
      <Sum label={t('orders:staff.paidCount')}>{paid}</Sum>
      <Sum label={t('orders:staff.unpaid')}>{unpaid}</Sum>
    </button>
  );
}

function Sum({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="grid">
      <span className="text-tiny font-semibold">{label}</span>
      <span className="tabular text-title leading-tight font-extrabold">{children}</span>
    </span>
  );
}

function TalkOver() {
  const lines = useTalk();
  return <TalkList lines={lines} on="picture" large className="max-h-[30dvh] shrink" />;
}

/** What is being explained, in a line; a tap opens the run sheet. */
function Now({ show: { explained }, pins, room, onOpen }: RunningProps & { onOpen(): void }) {
  const { t } = useTranslation();
  const since = pins.pending ? null : room.explainedSince;
  const leftText = (left: number) => t(left === 0 ? 'catalog:card.soldOut' : 'catalog:card.left', { count: left });
  return (
    <button
      type="button"
      onClick={onOpen}
      data-testid="now-card"
      className="flex min-h-14 items-center gap-3 rounded-card bg-glass px-4 py-1.5 text-start backdrop-blur"
    >
      <span className="grid min-w-0 flex-1">
        <span className="text-small font-semibold">
          {explained ? t('rooms:studio.now.heading') : t('rooms:studio.now.none')}
        </span>
        {explained && (
          <span role="status" data-testid="now-title" className="truncate text-title leading-tight font-extrabold">
            {explained.title}
          </span>
        )}
      </span>
      {explained && (
        <span className="tabular grid shrink-0 justify-items-end text-small font-bold">
          <span className={since === null ? 'invisible' : ''} title={t('rooms:studio.now.since')}>
            <StudioLiveClock since={since ?? 0} />
          </span>
          <span>{leftText(productNumbers(explained).left)}</span>
        </span>
      )}
    </button>
  );
}

interface ThumbsProps extends RunningProps {
  onRun(): void;
  onTalk(): void;
}

/** Within a thumb's reach: the one large act, and what is opened most around it. */
function Thumbs({ show, sending, onRun, onTalk }: ThumbsProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2">
      <NextButton show={show} className="min-h-18 p-1.5 pe-4" />
      <div className="flex items-center justify-between gap-2">
        {!sending.watching && <MicButton camera={sending.camera} onAir={sending.onAir} />}
        {!sending.watching && <SwitchCameraButton camera={sending.camera} />}
        <button type="button" onClick={onTalk} data-testid="panel-talk" className={thumb}>
          <MessageCircle aria-hidden className="size-5" />
          {t('rooms:studio.panel.talk')}
        </button>
        <button type="button" onClick={onRun} data-testid="panel-run" className={thumb}>
          <ListVideo aria-hidden className="size-5" />
          {t('rooms:studio.panel.run')}
        </button>
      </div>
    </div>
  );
}

const thumb =
  'flex min-h-14 min-w-0 flex-1 items-center justify-center gap-2 rounded-full border border-glass-line bg-glass px-3 text-small font-bold backdrop-blur active:scale-[0.98]';
