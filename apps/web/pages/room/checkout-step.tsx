import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameCharsMax } from '../../../../features/accounts/protocol.ts';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { firstSku } from '../../../../features/catalog/product-numbers.ts';
import type { Product, Sku } from '../../../../features/catalog/protocol.ts';
import { ProductPicture, pictureOf } from '../../../../features/catalog/web/product-picture.tsx';
import { ReserveText } from '../../../../features/catalog/web/reserve-text.tsx';
import { SkuChoice } from '../../../../features/catalog/web/sku-choice.tsx';
import { CouponLines } from '../../../../features/coupons/web/coupon-lines.tsx';
import { useMyCoupons } from '../../../../features/coupons/web/use-coupons.ts';
import { type CheckoutDetails, CheckoutForm } from '../../../../features/orders/web/checkout-form.tsx';
import { useCheckout } from '../../../../features/orders/web/use-orders.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { TextField } from '../../../../platform/ui/text-field.tsx';
import { useBook } from '../use-book.ts';
import { CheckoutFoot } from './checkout-foot.tsx';
import { DealNote } from './deal-note.tsx';
import { useApplied } from './use-applied.ts';
import { useBuying } from './use-buying.ts';
import { useCharges } from './use-charges.ts';
import type { Shopping } from './use-shopping.ts';

interface CheckoutStepProps {
  sheet: { open: boolean; onOpenChange(open: boolean): void };
  roomId: string;
  product: Product;
  /** Without what a deal takes off. */
  regular: Product | undefined;
  /** Null when the viewer came straight from the pinned card. */
  skuId: string | null;
  quantity: number;
  shopping: Shopping;
}

/** The last step before an order. The price on the button is what the buyer agrees to: at another one, nothing is bought. */
export function CheckoutStep({ sheet, roomId, product, regular, skuId: given, quantity, shopping }: CheckoutStepProps) {
  const { t } = useTranslation();
  const me = useMe().data;
  const checkout = useCheckout(Boolean(me?.accountId));
  const book = useBook(Boolean(me?.accountId));
  const shop = useShops().data?.shops.find((one) => one.id === product.shopId);
  const [skuId, setSkuId] = useState(given ?? firstSku(product)?.id ?? '');
  const [name, setName] = useState('');
  const sku = product.skus.find((one) => one.id === skuId);
  const goodsMinor = (sku?.priceMinor ?? 0) * quantity;
  const coupons = useMyCoupons(product.shopId, Boolean(me?.accountId));
  const applied = useApplied({ shopId: product.shopId, roomId, productId: product.id, goodsMinor }, coupons);
  const lines = [{ quantity, priceMinor: sku?.priceMinor ?? 0, taxClass: product.taxClass }];
  const charges = useCharges(product.shopId, { lines, discountMinor: applied.offMinor });
  const heardMinor = charges.totals?.totalMinor ?? goodsMinor - applied.offMinor;
  const buying = useBuying({ name, skuId, heardMinor, onPriceChanged: charges.freshen });
  // The first name makes the account, and with it there is something to ask for: what was typed until then stays.
  const begun = useRef(false);
  begun.current ||= me !== undefined && !checkout.isLoading && !book.isLoading;
  const pay = async (details: CheckoutDetails, keep: boolean) => {
    if (!sku) return;
    const order = await buying.buy({ roomId, lines: [{ skuId: sku.id, quantity }], ...details });
    if (!order) return;
    if (keep) book.keep(details.address);
    shopping.showResult(order);
  };
  return (
    <Sheet
      {...sheet}
      title={t('orders:buy.title')}
      testId="buy-sheet"
      footer={<CheckoutFoot {...{ product, sku, goodsMinor, applied, charges, buying }} demo={shop?.demo === true} />}
    >
      <div className="grid grid-cols-1 gap-5">
        <WhatIsBought product={product} sku={sku} quantity={quantity} goodsMinor={goodsMinor} />
        <ReserveText product={product} />
        <DealNote product={regular} on="sheet" />
        <CouponLines claims={coupons} applied={applied} />
        {given === null && <SkuChoice product={product} skuId={skuId} onChoose={setSkuId} />}
        {me === undefined || !begun.current ? (
          <Skeleton className="h-40" />
        ) : (
          <CheckoutForm
            remembered={checkout.data}
            book={book.addresses}
            asksEmail={me.email === null}
            country={shop?.country ?? 'DE'}
            terms={charges.terms}
            goodsMinor={goodsMinor - applied.offMinor}
            onPlace={charges.setPlace}
            onPay={pay}
          >
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
  goodsMinor: number;
}

function WhatIsBought({ product, sku, quantity, goodsMinor }: WhatIsBoughtProps) {
  return (
    <div className="flex items-center gap-3">
      <ProductPicture
        picture={pictureOf(product, sku)}
        alt=""
        sizes="64px"
        className="size-16 shrink-0 rounded-control"
      />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-2 font-bold">{product.title}</p>
        <p className="text-small text-muted">
          {quantity} × {sku?.name}
        </p>
      </div>
      {sku && <MoneyText minor={goodsMinor} currency={product.currency} className="text-title font-extrabold" />}
    </div>
  );
}
