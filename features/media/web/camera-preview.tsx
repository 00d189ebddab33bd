import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from './capture.ts';

interface MeterProps {
  capture: Capture;
  muted: boolean;
}

const levelEveryMs = 80;
const percent = 100;

/** The host's own picture, mirrored as hosts expect. It fills its parent. */
export function CameraPreview({ capture }: { capture: Capture }) {
  const { t } = useTranslation('media');
  const videoRef = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const video = videoRef.current;
    if (!video) return;
    video.srcObject = capture.stream;
    void video.play().catch(() => {});
    return () => {
      video.srcObject = null;
    };
  }, [capture]);

  return (
    <div className="relative size-full overflow-hidden bg-stage" data-testid="camera-preview">
      <video
        ref={videoRef}
        className="size-full -scale-x-100 object-cover"
        playsInline
        muted
        aria-label={t('camera.label')}
      />
    </div>
  );
}

/** How loud the microphone is at this moment. */
export function LevelMeter({ capture, muted }: MeterProps) {
  const { t } = useTranslation('media');
  const [level, setLevel] = useState(0);

  useEffect(() => {
    const timer = setInterval(() => setLevel(muted ? 0 : capture.level()), levelEveryMs);
    return () => clearInterval(timer);
  }, [capture, muted]);

  const shown = Math.round(level * percent);
  return (
    <>
      <meter className="sr-only" aria-label={t('camera.level')} min={0} max={percent} value={shown} />
      <div
        aria-hidden
        data-testid="sound-level"
        data-level={shown}
        className="h-2.5 overflow-hidden rounded-full border border-glass-line bg-stage/70"
      >
        <div className="h-full bg-on-stage transition-[width] duration-75" style={{ width: `${shown}%` }} />
      </div>
    </>
  );
}
