import { lazy } from 'react';

const loadSheet = () => import('./shop-sheet.tsx');
const loadNameDialog = () => import('../../../../features/accounts/web/name-dialog.tsx');

/** What is opened by a tap comes after the picture: a phone shows the room without it. */
export const ShopSheet = lazy(async () => ({ default: (await loadSheet()).ShopSheet }));
export const NameDialog = lazy(async () => ({ default: (await loadNameDialog()).NameDialog }));

/** Called when the room is up, so that the tap need not wait, nor fail when the connection is gone by then. */
export function loadParts(): void {
  void Promise.all([loadSheet(), loadNameDialog()]).catch(() => undefined);
}
