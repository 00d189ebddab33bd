import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../../platform/ui/toast.tsx';

/** Copies the address under which people come into the room. */
export function useCopyLink(roomId: string): () => void {
  const { t } = useTranslation();
  return useCallback(async () => {
    const address = new URL(`/rooms/${roomId}`, window.location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      toast(t('rooms:studio.copied'), 'good');
    } catch {
      // Without a secure page there is no clipboard: then the address itself is shown.
      toast(address);
    }
  }, [roomId, t]);
}
