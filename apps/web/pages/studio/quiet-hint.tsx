import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from '../../../../features/media/web/capture.ts';
import { Notice } from '../../../../platform/ui/notice.tsx';

const readEveryMs = 200;
/** Below this for some seconds, the microphone is probably switched off, or the wrong one. */
const quietLevel = 0.005;
const quietMsMax = 6_000;

/** Whether the microphone gives any sound: `listening` until it did, or did not for some seconds. */
export function useHeard(capture: Capture | null): 'heard' | 'listening' | 'quiet' {
  const [heard, setHeard] = useState<'heard' | 'listening' | 'quiet'>('listening');
  useEffect(() => {
    setHeard('listening');
    if (capture === null) return undefined;
    let heardAt = performance.now();
    const timer = setInterval(() => {
      if (capture.level() > quietLevel) {
        heardAt = performance.now();
        setHeard('heard');
      } else if (performance.now() - heardAt > quietMsMax) setHeard('quiet');
    }, readEveryMs);
    return () => clearInterval(timer);
  }, [capture]);
  return heard;
}

/** Speaks up when nothing is heard: a host who talks does not look at a meter. */
export function QuietHint({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  return useHeard(capture) === 'quiet' ? <Notice tone="warn">{t('rooms:studio.camera.soundQuiet')}</Notice> : null;
}
