import { ShoppingCart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { useCart } from '../../../../features/carts/web/use-cart.ts';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import '../../later-texts.ts';
import { CartCount } from '../cart/cart-count.tsx';

/** Over the picture, as soon as there is something in the cart. */
export function CartButton({ onOpen }: { onOpen(): void }) {
  const { t } = useTranslation();
  const units = useCart(useMe().data?.accountId).data?.units ?? 0;
  if (units === 0) return null;
  return (
    <IconButton
      look="glass"
      className="relative border-transparent"
      label={t('carts:button', { count: units })}
      aria-haspopup="dialog"
      data-testid="cart-button"
      onClick={onOpen}
    >
      <ShoppingCart aria-hidden className="size-5" />
      <CartCount units={units} />
    </IconButton>
  );
}
