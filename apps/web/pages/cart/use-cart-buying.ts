import { useMe, useTakeName } from '../../../../features/accounts/web/use-me.ts';
import type { CartGroup } from '../../../../features/carts/protocol.ts';
import { bringKept } from '../../../../features/carts/web/bring-kept.ts';
import { useFreshenCart } from '../../../../features/carts/web/use-cart.ts';
import type { Order } from '../../../../features/orders/protocol.ts';
import type { CheckoutDetails } from '../../../../features/orders/web/checkout-form.tsx';
import { usePlaceOrder } from '../../../../features/orders/web/use-orders.ts';
import { useAct } from '../../../../platform/ui/use-act.ts';
import { usePrice } from '../room/use-price.ts';

interface Wanted {
  readonly group: CartGroup;
  /** Whoever has none yet takes this one first; buying needs a name. */
  readonly name: string;
  readonly heardMinor: number;
  onPriceChanged(): void;
  onNamed?(): void;
}

/** Buys what of a group can be bought; the rest stays in the cart. */
export function useCartBuying({ group, name, heardMinor, onPriceChanged, onNamed }: Wanted) {
  const me = useMe().data;
  const takeName = useTakeName();
  const freshen = useFreshenCart();
  const brought = useAct(async () => {
    await bringKept();
    return true;
  });
  const price = usePrice(`${group.shopId} ${group.roomId}`, heardMinor);
  const placeOrder = usePlaceOrder((totalMinor) => {
    price.told(totalMinor);
    onPriceChanged();
  });
  const lines = group.lines.filter(({ buys }) => buys).map(({ skuId, quantity }) => ({ skuId, quantity }));
  const buy = async (details: CheckoutDetails): Promise<Order | undefined> => {
    price.agreed();
    if (!me?.name) {
      if (!(await takeName.run(name.trim()))) return undefined;
      onNamed?.();
    }
    if (!(await brought.run(undefined))) return undefined;
    const expectedTotalMinor = price.totalMinor;
    const order = await placeOrder.run({ roomId: group.roomId, lines, cart: true, ...details, expectedTotalMinor });
    // Bought or not: the cart is another, or this page thinks too much of it.
    freshen();
    return order;
  };
  const busy = takeName.busy || brought.busy || placeOrder.busy;
  return { buy, busy, error: takeName.error ?? brought.error ?? placeOrder.error, totalMinor: price.totalMinor };
}
