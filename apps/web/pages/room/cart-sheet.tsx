import { useTranslation } from 'react-i18next';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import { useRoomConnection } from '../../../../platform/ui/use-room.tsx';
import { CartView } from '../cart/cart-view.tsx';
import type { Shopping } from './use-shopping.ts';

interface CartSheetProps {
  sheet: { open: boolean; onOpenChange(open: boolean): void };
  shopping: Shopping;
  quiet: boolean;
}

/** The cart over the picture, which goes on. */
export function CartSheet({ sheet, shopping, quiet }: CartSheetProps) {
  const { t } = useTranslation();
  const connection = useRoomConnection();
  return (
    <Sheet {...sheet} title={t('carts:title')} testId="cart-sheet">
      <CartView quiet={quiet} onNamed={() => connection.reconnect()} onDone={shopping.close} />
    </Sheet>
  );
}
