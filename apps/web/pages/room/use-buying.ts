import { useMe, useTakeName } from '../../../../features/accounts/web/use-me.ts';
import type { PlaceOrder } from '../../../../features/orders/protocol.ts';
import { usePlaceOrder } from '../../../../features/orders/web/use-orders.ts';
import { useRoomConnection } from '../../../../platform/ui/use-room.tsx';
import { usePrice } from './use-price.ts';

interface Wanted {
  /** Whoever has none yet takes this one first; buying needs a name. */
  readonly name: string;
  readonly skuId: string;
  /** What it costs as far as this page has heard. */
  readonly heardMinor: number;
  /** The server reckons another total: this page should ask what has changed. */
  onPriceChanged(): void;
}

export function useBuying({ name, skuId, heardMinor, onPriceChanged }: Wanted) {
  const me = useMe().data;
  const connection = useRoomConnection();
  const takeName = useTakeName();
  const price = usePrice(skuId, heardMinor);
  const placeOrder = usePlaceOrder((totalMinor) => {
    price.told(totalMinor);
    onPriceChanged();
  });
  const buy = async (body: Omit<PlaceOrder, 'id' | 'expectedTotalMinor'>) => {
    price.agreed();
    if (!me?.name) {
      if (!(await takeName.run(name.trim()))) return undefined;
      connection.reconnect();
    }
    return placeOrder.run({ ...body, expectedTotalMinor: price.totalMinor });
  };
  const busy = takeName.busy || placeOrder.busy;
  return { buy, busy, error: me?.name ? placeOrder.error : takeName.error, totalMinor: price.totalMinor };
}
