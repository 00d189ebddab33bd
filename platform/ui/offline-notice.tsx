import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';

/** Says that the device has no network, as long as it has none. What is on the page stays readable. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return online ? null : (
    <Notice tone="warn" testId="offline">
      {t('ui:offline')}
    </Notice>
  );
}

function watch(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
