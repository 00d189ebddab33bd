import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canPublish } from '../../../../features/media/web/publisher.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { SelectField } from '../../../../platform/ui/select-field.tsx';
import { CameraStage } from './camera-stage.tsx';
import { MicButton, SoundLevel, SwitchCameraButton } from './own-picture.tsx';
import type { Camera } from './use-camera.ts';
import type { OnAir } from './use-publisher.ts';

/** What the viewers will see and hear, and through which devices. */
export function PrepareCamera({ camera, onAir }: { camera: Camera; onAir: OnAir }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('rooms:studio.camera.heading')} className="flex min-h-0 flex-col gap-3 lg:flex-1">
      <div className="mx-auto h-[46dvh] w-full max-w-[20rem] lg:h-auto lg:min-h-48 lg:max-w-none lg:flex-1">
        <CameraStage camera={camera}>
          <div className="absolute inset-x-3 bottom-3 flex items-end gap-3">
            <SoundLevel camera={camera} onAir={onAir} />
            <span className="flex flex-col gap-2">
              <SwitchCameraButton camera={camera} />
              <MicButton camera={camera} onAir={onAir} />
            </span>
          </div>
        </CameraStage>
      </div>
      <Devices camera={camera} />
    </section>
  );
}

interface GoLiveProps {
  ready: boolean;
  busy: boolean;
  onGoLive(): void;
}

export function GoLive({ ready, busy, onGoLive }: GoLiveProps) {
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
        className="min-h-16 text-title"
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

/** By the names that the system gives them, which a browser tells after the first permission. */
function Devices({ camera }: { camera: Camera }) {
  const { t } = useTranslation();
  if (camera.state.kind !== 'on') return null;
  const { stream } = camera.state.capture;
  const named = (devices: readonly MediaDeviceInfo[]) =>
    devices.map((device, at) => ({ value: device.deviceId, label: device.label || String(at + 1) }));
  const idOf = (track: MediaStreamTrack | undefined) => track?.getSettings().deviceId;
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label={t('rooms:studio.camera.camera')}
        options={named(camera.cameras)}
        value={idOf(stream.getVideoTracks()[0]) ?? ''}
        onChange={(event) => void camera.open({ ...camera.choice, cameraId: event.target.value })}
      />
      <SelectField
        label={t('rooms:studio.camera.microphone')}
        options={named(camera.microphones)}
        value={idOf(stream.getAudioTracks()[0]) ?? ''}
        onChange={(event) => void camera.open({ ...camera.choice, microphoneId: event.target.value })}
      />
    </div>
  );
}
