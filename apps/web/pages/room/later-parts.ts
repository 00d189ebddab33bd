import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useLater } from '../../../../platform/ui/use-later.ts';
import { useRoom } from '../../../../platform/ui/use-room.tsx';

/** The room is up and its picture moves, and then the phone has had time for itself. */
const afterMs = 1_500;
/** A picture that has not come by then is not waited for. */
const pictureMsMax = 10_000;

const loadSheet = async () => (await import('./shop-sheet.tsx')).ShopSheet;
const loadBarrage = async () => (await import('../../../../features/barrage/web/barrage-layer.tsx')).BarrageLayer;
const loadCart = async () => (await import('./cart-button.tsx')).CartButton;
const loadOffers = async () => (await import('./later-coupons.ts')).OwnOffers;
const loadNameDialog = async () => (await import('../../../../features/accounts/web/name-dialog.tsx')).NameDialog;

/**
 * What a tap opens comes after the picture: a phone shows the room without it. It is fetched before it is asked for, but
 * only while the server is there: browsers remember a module that failed to load until the page is loaded anew.
 */
export function useLaterParts(sheet: boolean, nameDialog: boolean, roomState: RoomView['state'] | undefined) {
  const { t } = useTranslation();
  const open = useRoom((snapshot) => snapshot.status === 'open');
  const [pictured, onPicture] = useState(false);
  const settled = useSettled(open, pictured || (roomState !== undefined && roomState !== 'live'));
  const ShopSheet = useLater(open && (settled || sheet), loadSheet);
  const NameDialog = useLater(open && (settled || nameDialog), loadNameDialog);
  const Barrage = useLater(settled, loadBarrage).part;
  const CartButton = useLater(settled, loadCart).part;
  const Offers = useLater(settled, loadOffers).part;
  const lacking = (sheet && !ShopSheet.part) || (nameDialog && !NameDialog.part);
  const stale = ShopSheet.failed || NameDialog.failed;
  useEffect(() => {
    if (!lacking) return;
    // The server answers and the module is not there: another version runs by now, and the page belongs to the old one.
    if (open && stale) window.location.reload();
    else if (!open) toast(t('ui:fault.network'), 'bad');
  }, [lacking, open, stale, t]);
  return { ShopSheet: ShopSheet.part, NameDialog: NameDialog.part, Barrage, CartButton, Offers, onPicture };
}

/** `picture` says that none is on its way any more. */
function useSettled(open: boolean, picture: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => setSettled(true), picture ? afterMs : pictureMsMax);
    return () => clearTimeout(timer);
  }, [open, picture]);
  return settled;
}
