import { CameraOff, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraPreview } from '../../../../features/media/web/camera-preview.tsx';
import { Button } from '../../../../platform/ui/button.tsx';
import { Spinner } from '../../../../platform/ui/spinner.tsx';
import type { Camera } from './use-camera.ts';

/** What the camera sees, or why it does not. What lies over it are its children. */
export function CameraStage({ camera, bare, children }: { camera: Camera; bare?: boolean; children?: ReactNode }) {
  const { state } = camera;
  return (
    <div
      className={`on-picture relative size-full overflow-hidden bg-stage text-on-stage ${bare ? '' : 'rounded-card'}`}
    >
      {state.kind === 'on' ? <CameraPreview capture={state.capture} /> : <NoPicture camera={camera} />}
      {children}
    </div>
  );
}

function NoPicture({ camera }: { camera: Camera }) {
  const { t } = useTranslation();
  if (camera.state.kind === 'starting') {
    return (
      <div className="absolute inset-0 grid place-items-center [&_span]:text-on-stage">
        <Spinner label={t('rooms:studio.camera.starting')} />
      </div>
    );
  }
  const problem = camera.state.kind === 'problem' ? camera.state.problem : null;
  const Icon = problem ? CameraOff : Video;
  return (
    <div
      role={problem ? 'alert' : undefined}
      className="absolute inset-0 grid place-content-center justify-items-center gap-3 p-5 text-center"
    >
      <Icon aria-hidden className="size-9 opacity-80" />
      <p className="text-balance font-bold">{t('rooms:studio.camera.offTitle')}</p>
      <p className="max-w-64 text-balance text-small">
        {problem ? t(`media:camera.problem.${problem}`) : t('rooms:studio.camera.askText')}
      </p>
      <Button look="glass" data-testid="camera-on" onClick={() => void camera.open(camera.choice)}>
        {t(problem ? 'rooms:studio.camera.retry' : 'rooms:studio.camera.ask')}
      </Button>
    </div>
  );
}
