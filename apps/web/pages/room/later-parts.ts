import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useLater } from '../../../../platform/ui/use-later.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';

/** The room is up, and the phone has had time for the picture. */
const afterMs = 1_500;

const loadSheet = async () => (await import('./shop-sheet.tsx')).ShopSheet;
const loadNameDialog = async () => (await import('../../../../features/accounts/web/name-dialog.tsx')).NameDialog;

/**
 * What a tap opens comes after the picture: a phone shows the room without it. It is fetched before it is asked for, but
 * only while the server is there: browsers remember a module that failed to load until the page is loaded anew.
 */
export function useLaterParts(wanted: { sheet: boolean; nameDialog: boolean }) {
  const { t } = useTranslation();
  const open = useRoom((snapshot) => snapshot.status === 'open');
  const settled = useSettled(open);
  const ShopSheet = useLater(open && (settled || wanted.sheet), loadSheet);
  const NameDialog = useLater(open && (settled || wanted.nameDialog), loadNameDialog);
  const lacking = (wanted.sheet && !ShopSheet.part) || (wanted.nameDialog && !NameDialog.part);
  const stale = ShopSheet.failed || NameDialog.failed;
  useEffect(() => {
    if (!lacking) return;
    // The server answers and the module is not there: another version runs by now, and the page belongs to the old one.
    if (open && stale) window.location.reload();
    else if (!open) toast(t('ui:fault.network'), 'bad');
  }, [lacking, open, stale, t]);
  return { ShopSheet: ShopSheet.part, NameDialog: NameDialog.part };
}

function useSettled(open: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => setSettled(true), afterMs);
    return () => clearTimeout(timer);
  }, [open]);
  return settled;
}
