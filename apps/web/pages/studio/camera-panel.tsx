import { Mic, MicOff, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canPublish } from '../../../../features/media/web/publisher.ts';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import { StudioLiveClock } from '../../../../features/rooms/web/studio-live-clock.tsx';
import { Badge } from '../../../../platform/ui/badge.tsx';
import { Button } from '../../../../platform/ui/button.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { SelectField } from '../../../../platform/ui/select-field.tsx';
import { CameraStage } from './camera-stage.tsx';
import { QuietHint } from './quiet-hint.tsx';
import type { Camera } from './use-camera.ts';
import type { OnAir } from './use-publisher.ts';

interface CameraPanelProps {
  camera: Camera;
  onAir: OnAir;
  room: Pick<RoomView, 'state' | 'liveAt'>;
  goingLive: boolean;
  onGoLive(): void;
}

/** The host's own picture, whether it is heard and sent, and the one large button. */
export function CameraPanel({ camera, onAir, room, goingLive, onGoLive }: CameraPanelProps) {
  const { t } = useTranslation();
  const capture = camera.state.kind === 'on' ? camera.state.capture : null;
  const live = room.state === 'live';
  return (
    <section aria-label={t('rooms:studio.camera.heading')} className="grid content-start gap-3">
      <div
        className={`mx-auto w-full ${live ? 'h-[30dvh] lg:h-[min(72dvh,36rem)]' : 'h-[46dvh] lg:h-[min(54dvh,34rem)]'} max-w-[20rem] lg:max-w-none`}
      >
        <CameraStage camera={camera} muted={onAir.muted}>
          {live && <OnAirRow onAir={onAir} liveAt={room.liveAt} />}
          {capture && (
            <IconButton
              label={t(onAir.muted ? 'rooms:studio.camera.unmute' : 'rooms:studio.camera.mute')}
              look={onAir.muted ? 'accent' : 'glass'}
              aria-pressed={onAir.muted}
              data-testid="studio-mute"
              className="absolute end-3 bottom-9"
              onClick={() => onAir.setMuted(!onAir.muted)}
            >
              {onAir.muted ? <MicOff aria-hidden className="size-5" /> : <Mic aria-hidden className="size-5" />}
            </IconButton>
          )}
          {capture && onAir.muted && (
            <span className="absolute start-3 bottom-11">
              <Badge tone="warn">{t('rooms:studio.camera.muted')}</Badge>
            </span>
          )}
        </CameraStage>
      </div>
      {capture && !onAir.muted && <QuietHint capture={capture} />}
      {live ? (
        <Sending onAir={onAir} ready={capture !== null} />
      ) : (
        <GoLive ready={capture !== null} busy={goingLive} onGoLive={onGoLive} />
      )}
      {!live && <Devices camera={camera} />}
    </section>
  );
}

function OnAirRow({ onAir, liveAt }: { onAir: OnAir; liveAt: number | null }) {
  const { t } = useTranslation();
  return (
    <div className="absolute inset-x-3 top-3 flex flex-wrap items-center justify-between gap-2">
      <Badge tone="live" testId="on-air">
        {t('rooms:studio.live.onAir')}
        {liveAt !== null && <StudioLiveClock since={liveAt} />}
      </Badge>
      <span data-testid="sending-state" data-state={onAir.state}>
        <Badge tone={onAir.state === 'live' ? 'glass' : 'warn'}>
          {t(`rooms:studio.live.${sendingKeys[onAir.state]}`)}
          {onAir.state === 'live' && (
            <span className="tabular">{t('rooms:studio.live.kbit', { count: onAir.kbitPerSecond })}</span>
          )}
        </Badge>
      </span>
    </div>
  );
}

/** While all is well it says nothing; when no picture goes out, it is the first thing to mend. */
function Sending({ onAir, ready }: { onAir: OnAir; ready: boolean }) {
  const { t } = useTranslation();
  if (onAir.state === 'live' || onAir.state === 'connecting' || onAir.state === 'reconnecting') return null;
  if (onAir.state === 'unsupported') return <Notice tone="bad">{t('media:studio.unsupported')}</Notice>;
  const text =
    onAir.why === null
      ? t('rooms:studio.live.resumeText')
      : t([`media:studio.close.${onAir.why}`, 'rooms:studio.live.resumeText']);
  return (
    <div className="grid gap-3">
      <Notice tone="warn">{text}</Notice>
      <Button size="large" wide disabled={!ready} onClick={onAir.start} data-testid="studio-resume">
        <Radio aria-hidden className="size-5" />
        {t('rooms:studio.live.resume')}
      </Button>
    </div>
  );
}

function GoLive({ ready, busy, onGoLive }: { ready: boolean; busy: boolean; onGoLive(): void }) {
  const { t } = useTranslation();
  if (!canPublish()) return <Notice tone="bad">{t('media:studio.unsupported')}</Notice>;
  return (
    <div className="grid gap-1.5">
      <Button
        size="large"
        wide
        disabled={!ready}
        busy={busy}
        onClick={onGoLive}
        data-testid="go-live"
        className="min-h-14 text-title"
      >
        {!busy && <Radio aria-hidden className="size-6" />}
        {t(busy ? 'rooms:studio.live.goingLive' : 'rooms:studio.live.goLive')}
      </Button>
      <p className="text-center text-small text-muted">
        {t(ready ? 'rooms:studio.live.liveHint' : 'rooms:studio.live.needsCamera')}
      </p>
    </div>
  );
}

function Devices({ camera }: { camera: Camera }) {
  const { t } = useTranslation();
  if (camera.cameras.length < 2 && camera.microphones.length < 2) return null;
  const named = (devices: readonly MediaDeviceInfo[]) =>
    devices.map((device, at) => ({ value: device.deviceId, label: device.label || String(at + 1) }));
  const held = camera.state.kind === 'on' ? camera.state.capture.stream : null;
  const idOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId;
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label={t('rooms:studio.camera.camera')}
        options={named(camera.cameras)}
        value={idOf(held?.getVideoTracks()[0]) ?? ''}
        onChange={(event) => void camera.open({ ...camera.choice, cameraId: event.target.value })}
      />
      <SelectField
        label={t('rooms:studio.camera.microphone')}
        options={named(camera.microphones)}
        value={idOf(held?.getAudioTracks()[0]) ?? ''}
        onChange={(event) => void camera.open({ ...camera.choice, microphoneId: event.target.value })}
      />
    </div>
  );
}

const sendingKeys = {
  idle: 'stopped',
  connecting: 'connecting',
  live: 'sending',
  reconnecting: 'reconnecting',
  refused: 'stopped',
  stopped: 'stopped',
  unsupported: 'stopped',
} as const;
