import { CalendarClock, HeartHandshake, ShoppingBag } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '../../../platform/ui/button.tsx';

/** The show is over; what it showed can still be bought. */
export function RoomEnded({ hostName, onBag }: { hostName: string; onBag?: () => void }) {
  const { t } = useTranslation();
  return (
    <StagePanel
      testId="room-ended"
      icon={<HeartHandshake aria-hidden className="size-8" />}
      title={t('rooms:ended.title')}
    >
      <p className="text-balance">{t('rooms:ended.text', { name: hostName })}</p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {onBag && (
          <Button onClick={onBag}>
            <ShoppingBag aria-hidden className="size-5" />
            {t('rooms:ended.bag')}
          </Button>
        )}
        <LinkButton to="/" look="glass">
          {t('rooms:ended.home')}
        </LinkButton>
      </div>
    </StagePanel>
  );
}

export function RoomScheduled({ onBag }: { onBag?: () => void }) {
  const { t } = useTranslation();
  return (
    <StagePanel
      testId="room-scheduled"
      icon={<CalendarClock aria-hidden className="size-8" />}
      title={t('rooms:scheduled.title')}
    >
      <p className="text-balance">{t('rooms:scheduled.text')}</p>
      {onBag && (
        <Button className="mt-3" onClick={onBag}>
          <ShoppingBag aria-hidden className="size-5" />
          {t('rooms:scheduled.bag')}
        </Button>
      )}
    </StagePanel>
  );
}

function StagePanel({
  testId,
  icon,
  title,
  children,
}: {
  testId: string;
  icon: ReactNode;
  title: string;
  children: ReactNode;
}) {
  return (
    <section
      data-testid={testId}
      className="on-picture mx-auto grid max-w-sm animate-arrive justify-items-center gap-2 overflow-hidden rounded-sheet border border-glass-line bg-stage/85 pb-7 text-center text-on-stage"
    >
      <div aria-hidden className="awning w-full" />
      <div className="mt-4">{icon}</div>
      <h2 className="px-6 text-title font-extrabold">{title}</h2>
      <div className="px-6">{children}</div>
    </section>
  );
}
