import { ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameCharsMax } from '../../../../features/accounts/protocol.ts';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { CartGroup } from '../../../../features/carts/protocol.ts';
import { CartDiscounts } from '../../../../features/carts/web/cart-discounts.tsx';
import type { Order } from '../../../../features/orders/protocol.ts';
import { type CheckoutDetails, CheckoutForm } from '../../../../features/orders/web/checkout-form.tsx';
import { useCheckout } from '../../../../features/orders/web/use-orders.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { TextField } from '../../../../platform/ui/text-field.tsx';
import { useCharges } from '../room/use-charges.ts';
import { useBook } from '../use-book.ts';
import { CartFoot } from './cart-foot.tsx';
import { useCartBuying } from './use-cart-buying.ts';

interface CartCheckoutProps {
  group: CartGroup;
  onNamed?(): void;
  onBack(): void;
  onOrder(order: Order): void;
}

/** One group's way to an order. What the button says is what is agreed to: at another total nothing is bought. */
export function CartCheckout({ group, onNamed, onBack, onOrder }: CartCheckoutProps) {
  const { t } = useTranslation();
  const me = useMe().data;
  const checkout = useCheckout(Boolean(me?.accountId));
  const book = useBook(Boolean(me?.accountId));
  const shop = useShops().data?.shops.find((one) => one.id === group.shopId);
  const [name, setName] = useState('');
  const goodsMinor = group.goodsMinor - group.discountMinor;
  const charges = useCharges(group.shopId, { lines: boughtOf(group), discountMinor: group.discountMinor });
  const heardMinor = charges.totals?.totalMinor ?? goodsMinor;
  const named = onNamed === undefined ? {} : { onNamed };
  const buying = useCartBuying({ group, name, heardMinor, onPriceChanged: charges.freshen, ...named });
  // The first name makes the account, and with it there is something to ask for: what was typed until then stays.
  const begun = useRef(false);
  begun.current ||= me !== undefined && !checkout.isLoading && !book.isLoading;
  const pay = async (details: CheckoutDetails, keep: boolean) => {
    const order = await buying.buy(details);
    if (!order) return;
    if (keep) book.keep(details.address);
    onOrder(order);
  };
  return (
    <div className="grid grid-cols-1 gap-5" data-testid="cart-checkout-form">
      <Button look="quiet" size="small" className="justify-self-start" onClick={onBack}>
        <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
        {t('carts:checkout.back')}
      </Button>
      <WhatIsBought group={group} />
      <CartDiscounts group={group} />
      {me === undefined || !begun.current ? (
        <Skeleton className="h-40" />
      ) : (
        <CheckoutForm
          remembered={checkout.data}
          book={book.addresses}
          asksEmail={me.email === null}
          country={shop?.country ?? 'DE'}
          terms={charges.terms}
          goodsMinor={goodsMinor}
          onPlace={charges.setPlace}
          onPay={pay}
        >
          {me.name === null && (
            <TextField
              label={t('accounts:name.inRoom')}
              hint={t('accounts:name.inRoomHint')}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={nameCharsMax}
              autoComplete="nickname"
              required
              data-testid="name-input"
            />
          )}
        </CheckoutForm>
      )}
      <CartFoot group={group} charges={charges} buying={buying} demo={shop?.demo === true} />
    </div>
  );
}

function boughtOf({ lines }: CartGroup): CartGroup['lines'] {
  return lines.filter(({ buys }) => buys);
}

function WhatIsBought({ group }: { group: CartGroup }) {
  return (
    <ul className="grid gap-1 rounded-card border border-line bg-paper p-3 text-small" data-testid="cart-bought">
      {boughtOf(group).map(({ skuId, title, skuName, quantity, priceMinor }) => (
        <li key={skuId} className="flex justify-between gap-3">
          <span className="min-w-0">
            {quantity} × {title} {skuName}
          </span>
          <MoneyText minor={priceMinor * quantity} currency={group.currency} />
        </li>
      ))}
    </ul>
  );
}
