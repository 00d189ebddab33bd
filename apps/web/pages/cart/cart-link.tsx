import { ShoppingCart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { useCart } from '../../../../features/carts/web/use-cart.ts';
import '../../later-texts.ts';
import { CartCount } from './cart-count.tsx';

/** The way to the cart, on every page that is not a room; nothing while there is nothing in it. */
export function CartLink() {
  const { t } = useTranslation();
  const units = useCart(useMe().data?.accountId).data?.units ?? 0;
  if (units === 0) return null;
  const text = t('carts:button', { count: units });
  return (
    <Link
      to="/cart"
      aria-label={text}
      title={text}
      data-testid="cart-link"
      className="relative grid size-11 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
    >
      <ShoppingCart aria-hidden className="size-5" />
      <CartCount units={units} />
    </Link>
  );
}
