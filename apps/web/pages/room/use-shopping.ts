import { useCallback, useState } from 'react';
import type { Order } from '../../../../features/orders/protocol.ts';
import { useRoomConnection } from '../../../../platform/ui/use-room.tsx';

/** Where the viewer is on the way from the bag to an order. */
export type Step =
  | { readonly at: 'bag' }
  | { readonly at: 'product'; readonly productId: string }
  | { readonly at: 'checkout'; readonly productId: string; readonly skuId: string | null; readonly quantity: number }
  | { readonly at: 'cart' }
  | { readonly at: 'result'; readonly order: Order };

export interface Shopping {
  readonly step: Step | null;
  /** The step stays while the sheet slides away, so that it does not go empty under the eye. */
  readonly open: boolean;
  openBag(): void;
  openCart(): void;
  openProduct(productId: string): void;
  openCheckout(productId: string, skuId: string | null, quantity: number): void;
  showResult(order: Order): void;
  close(): void;
}

/** `onLook` is called whenever the viewer turns to the bag, a product or the last step. */
export function useShopping(onLook: () => void): Shopping {
  const connection = useRoomConnection();
  const [step, setStep] = useState<Step | null>(null);
  const [open, setOpen] = useState(false);
  const go = useCallback(
    (next: Step) => {
      setStep(next);
      setOpen(true);
      if (next.at !== 'result') onLook();
    },
    [onLook],
  );
  /** The others see that somebody is on the way to buy. It is a signal: when it is lost, nothing is lost. */
  const tellOpened = useCallback(
    (productId: string) => void connection.command('product.open', { productId }).catch(() => undefined),
    [connection],
  );
  return {
    step,
    open,
    openBag: () => go({ at: 'bag' }),
    openCart: () => go({ at: 'cart' }),
    openProduct: (productId) => {
      tellOpened(productId);
      go({ at: 'product', productId });
    },
    openCheckout: (productId, skuId, quantity) => {
      if (skuId === null) tellOpened(productId);
      go({ at: 'checkout', productId, skuId, quantity });
    },
    showResult: (order) => go({ at: 'result', order }),
    close: () => setOpen(false),
  };
}
