import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstSku } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { ProductDetails } from '../../../../features/catalog/web/product-details.tsx';
import { SkuChoice } from '../../../../features/catalog/web/sku-choice.tsx';
import { quantityMax } from '../../../../features/orders/protocol.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { NumberStepper } from '../../../../platform/ui/number-stepper.tsx';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import { useRoomConnection } from '../../../../platform/ui/use-room.tsx';
import { LaterProductTrust } from '../trust/later-trust.tsx';
import { WaitingLine } from '../waiting-line.tsx';
import { AddToCart } from './add-to-cart.tsx';
import { DealNote } from './deal-note.tsx';
import type { Shopping } from './use-shopping.ts';

interface ProductStepProps {
  sheet: { open: boolean; onOpenChange(open: boolean): void };
  roomId: string;
  product: Product;
  /** Without what a deal takes off. */
  regular: Product | undefined;
  shopping: Shopping;
}

/** Looks at one product: pictures, variant, quantity. */
export function ProductStep({ sheet, roomId, product, regular, shopping }: ProductStepProps) {
  const { t } = useTranslation();
  const connection = useRoomConnection();
  const [skuId, setSkuId] = useState(() => firstSku(product)?.id ?? '');
  const [wished, setWished] = useState(1);
  const sku = product.skus.find((one) => one.id === skuId) ?? firstSku(product);
  const left = sku?.left ?? 0;
  const most = Math.max(1, Math.min(left, quantityMax, product.limitPerBuyer ?? quantityMax));
  const quantity = Math.min(wished, most);
  return (
    <Sheet
      {...sheet}
      title={product.title}
      bareTitle
      testId="product-sheet"
      footer={
        sku && left === 0 ? (
          <WaitingLine key={sku.id} product={product} skuId={sku.id} onNamed={() => connection.reconnect()} />
        ) : (
          <div className="grid gap-3">
            <div className="flex flex-wrap items-center gap-3">
              <NumberStepper label={t('catalog:product.quantity')} value={quantity} max={most} onChange={setWished} />
              <AddToCart {...{ roomId, product, regular, quantity }} sku={left === 0 ? undefined : sku} />
            </div>
            <Button
              size="large"
              wide
              data-testid="buy-button"
              disabled={left === 0 || sku === undefined}
              onClick={() => sku && shopping.openCheckout(product.id, sku.id, quantity)}
            >
              {left === 0 || sku === undefined ? (
                t('catalog:product.soldOut')
              ) : (
                <>
                  {t('catalog:product.buy')}
                  <MoneyText minor={sku.priceMinor * quantity} currency={product.currency} />
                </>
              )}
            </Button>
          </div>
        )
      }
    >
      <ProductDetails product={product} sku={sku}>
        <DealNote product={regular} on="sheet" />
        <SkuChoice product={product} skuId={sku?.id ?? ''} onChoose={setSkuId} />
      </ProductDetails>
      <div className="mt-6 border-t border-line pt-5">
        <LaterProductTrust key={product.id} productId={product.id} />
      </div>
    </Sheet>
  );
}
