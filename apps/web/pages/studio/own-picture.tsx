import { Mic, MicOff, Radio, SwitchCamera } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelMeter } from '../../../../features/media/web/camera-preview.tsx';
import { ariaKeys } from '../../../../features/rooms/studio-keys.ts';
import { StudioLiveClock } from '../../../../features/rooms/web/studio-live-clock.tsx';
import { Badge } from '../../../../platform/ui/badge.tsx';
import { Button } from '../../../../platform/ui/button.tsx';
import { classNames } from '../../../../platform/ui/class-names.ts';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { CameraStage } from './camera-stage.tsx';
import { HealthChip, whyOf } from './health-chip.tsx';
import { QuietHint } from './quiet-hint.tsx';
import type { Camera } from './use-camera.ts';
import type { OnAir } from './use-publisher.ts';

interface OwnPictureProps {
  camera: Camera;
  onAir: OnAir;
  liveAt: number | null;
}

/** The host's own picture on the air, as a panel: what goes out, whether it does, and the microphone. */
export function OwnPicture({ camera, onAir, liveAt }: OwnPictureProps) {
  return (
    <div className="relative size-full min-h-48">
      <CameraStage camera={camera}>
        <div className="absolute inset-x-3 top-3 flex flex-wrap items-start justify-between gap-2">
          <LiveBadge liveAt={liveAt} />
          <HealthChip onAir={onAir} />
        </div>
        <div className="absolute inset-x-3 bottom-3 grid gap-2">
          <Troubles camera={camera} onAir={onAir} />
          <div className="flex items-end gap-3">
            <SoundLevel camera={camera} onAir={onAir} />
            <MicButton camera={camera} onAir={onAir} />
          </div>
        </div>
      </CameraStage>
    </div>
  );
}

/** How long the show has been on the air; `bare` leaves the words to the screen reader. */
export function LiveBadge({ liveAt, bare }: { liveAt: number | null; bare?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="[&>span]:px-2.5 [&>span]:py-1 [&>span]:text-body">
      <Badge tone="live" testId="on-air">
        <span className={bare ? 'sr-only' : undefined}>{t('rooms:studio.live.onAir')}</span>
        {liveAt !== null && <StudioLiveClock since={liveAt} />}
      </Badge>
    </span>
  );
}

export function SoundLevel({ camera, onAir }: Pick<OwnPictureProps, 'camera' | 'onAir'>) {
  const { t } = useTranslation();
  if (camera.state.kind !== 'on') return <span className="flex-1" />;
  return (
    <div className="grid min-w-0 flex-1 gap-1.5">
      {onAir.muted && (
        <span className="justify-self-start [&>span]:text-small">
          <Badge tone="warn">{t('rooms:studio.camera.muted')}</Badge>
        </span>
      )}
      <LevelMeter capture={camera.state.capture} muted={onAir.muted} />
    </div>
  );
}

export function MicButton({
  camera,
  onAir,
  className,
}: Pick<OwnPictureProps, 'camera' | 'onAir'> & { className?: string }) {
  const { t } = useTranslation();
  if (camera.state.kind !== 'on') return null;
  const Icon = onAir.muted ? MicOff : Mic;
  return (
    <IconButton
      label={t(onAir.muted ? 'rooms:studio.camera.unmute' : 'rooms:studio.camera.mute')}
      look={onAir.muted ? 'accent' : 'glass'}
      aria-pressed={onAir.muted}
      aria-keyshortcuts={ariaKeys('mute')}
      data-testid="studio-mute"
      className={classNames('size-14', className)}
      onClick={() => onAir.setMuted(!onAir.muted)}
    >
      <Icon aria-hidden className="size-6" />
    </IconButton>
  );
}

/** Where there are several, the next one; a phone has one on each side. */
export function SwitchCameraButton({ camera }: { camera: Camera }) {
  const { t } = useTranslation();
  if (camera.state.kind !== 'on' || camera.cameras.length < 2) return null;
  const held = camera.state.capture.stream.getVideoTracks()[0]?.getSettings().deviceId;
  const at = camera.cameras.findIndex((device) => device.deviceId === held);
  const next = camera.cameras[(at + 1) % camera.cameras.length]!;
  return (
    <IconButton
      look="glass"
      label={t('rooms:studio.camera.switch')}
      onClick={() => void camera.open({ ...camera.choice, cameraId: next.deviceId })}
    >
      <SwitchCamera aria-hidden className="size-5" />
    </IconButton>
  );
}

/** What stops the picture or the sound, over the picture, so that nothing below it moves. */
export function Troubles({ camera, onAir }: Pick<OwnPictureProps, 'camera' | 'onAir'>) {
  const { t } = useTranslation();
  const { health, state, why } = onAir;
  const capture = camera.state.kind === 'on' ? camera.state.capture : null;
  if (capture === null) return null;
  const stopped = state === 'idle' || state === 'stopped' || state === 'refused';
  if (stopped) {
    const said = why === null ? t('rooms:studio.live.resumeText') : t(`media:studio.close.${why}`);
    return (
      <Trouble
        text={said}
        act={
          <Button size="large" wide onClick={onAir.start} data-testid="studio-resume">
            <Radio aria-hidden className="size-5" />
            {t('rooms:studio.live.resume')}
          </Button>
        }
      />
    );
  }
  const reason = whyOf(health);
  if (reason !== null) return <Trouble text={t(`rooms:studio.health.why.${reason}`)} bad={health.word === 'off'} />;
  return onAir.muted ? null : <QuietHint capture={capture} />;
}

function Trouble({ text, bad = true, act }: { text: string; bad?: boolean; act?: ReactNode }) {
  return (
    <div className="grid gap-2 drop-shadow-lg">
      <Notice tone={bad ? 'bad' : 'warn'}>{text}</Notice>
      {act}
    </div>
  );
}
