import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture } from '../../../../features/media/web/capture.ts';
import { Notice } from '../../../../platform/ui/notice.tsx';

const readEveryMs = 200;
/** Below this for some seconds, the microphone is probably switched off, or the wrong one. */
const quietLevel = 0.005;
const quietMsMax = 6_000;

/** Speaks up when nothing is heard: a host who talks does not look at a meter. */
export function QuietHint({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    let heardAt = performance.now();
    const timer = setInterval(() => {
      if (capture.level() > quietLevel) heardAt = performance.now();
      setQuiet(performance.now() - heardAt > quietMsMax);
    }, readEveryMs);
    return () => clearInterval(timer);
  }, [capture]);
  return quiet ? <Notice tone="warn">{t('rooms:studio.camera.soundQuiet')}</Notice> : null;
}
