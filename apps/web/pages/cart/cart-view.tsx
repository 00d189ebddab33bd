import { ShoppingCart } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { CartGroup } from '../../../../features/carts/protocol.ts';
import { CartGroupCard } from '../../../../features/carts/web/cart-group.tsx';
import { useCart, useCartActs } from '../../../../features/carts/web/use-cart.ts';
import type { Order } from '../../../../features/orders/protocol.ts';
import { OrderResult } from '../../../../features/orders/web/order-result.tsx';
import { DemoBadge } from '../../../../features/shops/web/demo-badge.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import '../../later-texts.ts';
import { LinePicture } from '../line-picture.tsx';
import { CartCheckout } from './cart-checkout.tsx';

interface CartViewProps {
  /** Whoever bought without a name has one now. */
  onNamed?(): void;
  /** Nothing around makes a sound. */
  quiet: boolean;
  onDone(order: Order): void;
}

/** From the cart to an order: the groups, then one group's checkout, then what became of it. */
export function CartView({ onNamed, quiet, onDone }: CartViewProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [order, setOrder] = useState<Order | null>(null);
  const me = useMe();
  const accountId = me.data?.accountId;
  const cart = useCart(accountId, true);
  const acts = useCartActs(accountId ?? null);
  const { t } = useTranslation();
  if (order) return <OrderResult key={order.id} order={order} quiet={quiet} onDone={() => onDone(order)} />;
  if (cart.isError && !cart.data) {
    return <ErrorState text={t('carts:failed')} onRetry={() => void Promise.all([me.refetch(), cart.refetch()])} />;
  }
  if (!cart.data) return <Skeleton className="h-48" />;
  const { groups } = cart.data;
  const group = groups.find((one) => keyOf(one) === chosen);
  if (group) {
    return (
      <CartCheckout
        group={group}
        onBack={() => setChosen(null)}
        onOrder={setOrder}
        {...(onNamed === undefined ? {} : { onNamed })}
      />
    );
  }
  if (groups.length === 0) {
    return <EmptyState icon={ShoppingCart} title={t('carts:empty')} text={t('carts:emptyText')} testId="cart-empty" />;
  }
  const error = acts.change.error;
  return (
    <div className="grid gap-4">
      {groups.length > 1 && <p className="text-small text-muted">{t('carts:severalOrders')}</p>}
      {error !== null && (
        <p role="alert" className="text-small font-semibold text-bad">
          {refusalText(error)}
        </p>
      )}
      {groups.map((one) => (
        <div key={keyOf(one)} className="grid justify-items-start gap-1.5 *:last:w-full">
          <DemoBadge shopId={one.shopId} />
          <CartGroupCard
            group={one}
            busy={acts.change.busy}
            pictureOf={(productId) => <LinePicture productId={productId} />}
            roomLink={<RoomLink group={one} />}
            onChange={(line) => void acts.change.run(line)}
            onCheckout={() => setChosen(keyOf(one))}
          />
        </div>
      ))}
    </div>
  );
}

function RoomLink({ group }: { group: CartGroup }) {
  const { t } = useTranslation();
  if (group.roomId === null || group.room === null) return null;
  return (
    <Link
      to={`/rooms/${group.roomId}`}
      className="rounded-control px-1 py-2 text-small font-semibold text-accent-text hover:underline"
    >
      {t(group.room.state === 'live' ? 'carts:group.live' : 'carts:group.toRoom')}
    </Link>
  );
}

/** What is paid for leaves the cart, and its group with it; what is left in it is another thing to buy. */
function keyOf({ shopId, roomId }: CartGroup): string {
  return `${shopId} ${roomId}`;
}
