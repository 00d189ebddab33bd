import { ShoppingBag } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '../../../platform/ui/button.tsx';
import { Monogram } from '../../../platform/ui/monogram.tsx';

interface StateProps {
  host: { readonly id: string; readonly name: string } | null;
  onBag: (() => void) | undefined;
}

/** The show is over; what it showed can still be bought. */
export function RoomEnded({ host, onBag }: StateProps) {
  const { t } = useTranslation();
  return (
    <StagePanel testId="room-ended" host={host} title={t('rooms:ended.title')}>
      <p className="text-balance">{t('rooms:ended.text', { name: host?.name ?? '' })}</p>
      <div className="mt-4 grid gap-2">
        {onBag && (
          <Button onClick={onBag} size="large" wide>
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

export function RoomScheduled({ host, onBag }: StateProps) {
  const { t } = useTranslation();
  return (
    <StagePanel testId="room-scheduled" host={host} title={t('rooms:scheduled.title')}>
      <p className="text-balance">{t('rooms:scheduled.text')}</p>
      {onBag && (
        <Button className="mt-4" size="large" wide onClick={onBag}>
          <ShoppingBag aria-hidden className="size-5" />
          {t('rooms:scheduled.bag')}
        </Button>
      )}
    </StagePanel>
  );
}

interface StagePanelProps {
  testId: string;
  host: StateProps['host'];
  title: string;
  children: ReactNode;
}

/** The stall's board in the middle of the stage, its awning above it. */
function StagePanel({ testId, host, title, children }: StagePanelProps) {
  return (
    <section
      data-testid={testId}
      className="on-picture w-full max-w-sm animate-arrive overflow-hidden rounded-sheet bg-glass pb-6 text-center text-on-stage"
    >
      <div aria-hidden className="awning animate-unroll" />
      <div className="grid justify-items-center gap-1 px-6 pt-4">
        {host && <Monogram name={host.name} className="mb-2 size-16 text-title" />}
        <h2 className="text-title font-extrabold">{title}</h2>
        <div className="w-full">{children}</div>
      </div>
    </section>
  );
}
