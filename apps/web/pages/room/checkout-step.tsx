import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameCharsMax } from '../../../../features/accounts/protocol.ts';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Product, Sku } from '../../../../features/catalog/protocol.ts';
import { SkuChoice } from '../../../../features/catalog/web/product-details.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import type { PlaceOrder } from '../../../../features/orders/protocol.ts';
import { CheckoutForm, checkoutFormId } from '../../../../features/orders/web/checkout-form.tsx';
import { useCheckout } from '../../../../features/orders/web/use-orders.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { formatMoney } from '../../../../platform/kit/money.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { TextField } from '../../../../platform/ui/text-field.tsx';
import { firstSku } from './product-step.tsx';
import { useBuying } from './use-buying.ts';
import type { Shopping } from './use-shopping.ts';

interface CheckoutStepProps {
  sheet: { open: boolean; onOpenChange(open: boolean): void };
  roomId: string;
  product: Product;
  /** Null when the viewer came straight from the pinned card. */
  skuId: string | null;
  quantity: number;
  shopping: Shopping;
}

/** The last step before an order. The price on the button is what the buyer agrees to: at another one, nothing is bought. */
export function CheckoutStep({ sheet, roomId, product, skuId: given, quantity, shopping }: CheckoutStepProps) {
  const { t, i18n } = useTranslation();
  const me = useMe().data;
  const checkout = useCheckout(Boolean(me?.accountId));
  const shop = useShops().data?.shops.find((one) => one.id === product.shopId);
  const [skuId, setSkuId] = useState(given ?? firstSku(product)?.id ?? '');
  const [name, setName] = useState('');
  const sku = product.skus.find((one) => one.id === skuId);
  const buying = useBuying({ name, skuId, heardMinor: (sku?.priceMinor ?? 0) * quantity });
  const amount = formatMoney(buying.totalMinor, product.currency, i18n.language);
  // The first name makes the account, and with it there is something to ask for: what was typed until then stays.
  const begun = useRef(false);
  begun.current ||= me !== undefined && !checkout.isLoading;
  const pay = async (details: Pick<PlaceOrder, 'address' | 'method'>) => {
    if (!sku) return;
    const order = await buying.buy({ roomId, lines: [{ skuId: sku.id, quantity }], ...details });
    if (order) shopping.showResult(order);
  };
  return (
    <Sheet
      {...sheet}
      title={t('orders:buy.title')}
      testId="buy-sheet"
      footer={
        <div className="grid gap-2">
          {buying.error !== null && (
            <p role="alert" data-testid="buy-problem" className="text-small font-semibold text-bad">
              {refusalText(buying.error)}
            </p>
          )}
          <Button
            type="submit"
            form={checkoutFormId}
            size="large"
            wide
            data-testid="pay-button"
            busy={buying.busy}
            disabled={(sku?.left ?? 0) === 0}
          >
            {(sku?.left ?? 0) === 0 ? t('catalog:product.soldOut') : t('orders:buy.pay', { amount })}
          </Button>
          {shop?.demo && <p className="text-center text-tiny text-muted">{t('orders:buy.demo')}</p>}
        </div>
      }
    >
      <div className="grid grid-cols-1 gap-5">
        <WhatIsBought product={product} sku={sku} quantity={quantity} totalMinor={buying.totalMinor} />
        {given === null && <SkuChoice product={product} skuId={skuId} onChoose={setSkuId} />}
        {me === undefined || !begun.current ? (
          <Skeleton className="h-40" />
        ) : (
          <CheckoutForm remembered={checkout.data} country={shop?.country ?? 'DE'} onPay={pay}>
            {me.name === null && <NameField name={name} onChange={setName} />}
          </CheckoutForm>
        )}
      </div>
    </Sheet>
  );
}

function NameField({ name, onChange }: { name: string; onChange(name: string): void }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('accounts:name.inRoom')}
      hint={t('accounts:name.inRoomHint')}
      value={name}
      onChange={(event) => onChange(event.target.value)}
      maxLength={nameCharsMax}
      autoComplete="nickname"
      required
      data-testid="name-input"
    />
  );
}

interface WhatIsBoughtProps {
  product: Product;
  sku: Sku | undefined;
  quantity: number;
  totalMinor: number;
}

function WhatIsBought({ product, sku, quantity, totalMinor }: WhatIsBoughtProps) {
  return (
    <div className="flex items-center gap-3">
      <ProductPicture picture={product.pictures[0]} alt="" sizes="64px" className="size-16 shrink-0 rounded-control" />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-2 font-bold">{product.title}</p>
        <p className="text-small text-muted">
          {quantity} × {sku?.name}
        </p>
      </div>
      {sku && <MoneyText minor={totalMinor} currency={product.currency} className="text-title font-extrabold" />}
    </div>
  );
}
