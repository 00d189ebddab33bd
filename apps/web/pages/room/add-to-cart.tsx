import { ShoppingCart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { useCartActs } from '../../../../features/carts/web/use-cart.ts';
import type { Product, Sku } from '../../../../features/catalog/protocol.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { toast } from '../../../../platform/ui/toast.tsx';

interface AddToCartProps {
  roomId: string;
  product: Product;
  /** Without what a deal takes off. */
  regular: Product | undefined;
  sku: Sku | undefined;
  quantity: number;
}

/** Beside the button that buys at once. The line remembers what was shown, so that a change can be said later. */
export function AddToCart({ roomId, product, regular, sku, quantity }: AddToCartProps) {
  const { t } = useTranslation();
  const accountId = useMe().data?.accountId;
  const onPut = () => toast(t('carts:added', { title: product.title }), 'good');
  const { put } = useCartActs(accountId ?? null, { onPut });
  const without = regular?.skus.find(({ id }) => id === sku?.id)?.priceMinor;
  const add = () => {
    if (!sku) return;
    const shown = { shownMinor: sku.priceMinor, shownInDeal: without !== undefined && sku.priceMinor < without };
    void put.run({ skuId: sku.id, roomId, quantity, ...shown });
  };
  return (
    <>
      <Button
        look="plain"
        size="large"
        className="flex-1"
        busy={put.busy}
        disabled={sku === undefined || accountId === undefined}
        data-testid="cart-add"
        onClick={add}
      >
        <ShoppingCart aria-hidden className="size-5" />
        {t('carts:add')}
      </Button>
      {put.error !== null && (
        <p role="alert" className="basis-full text-small font-semibold text-bad">
          {refusalText(put.error)}
        </p>
      )}
    </>
  );
}
