import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { codeText } from '../../../platform/ui/refusal-text.ts';
import type { LineKey } from '../cart.ts';
import type { CartGroup } from '../protocol.ts';
import { CartDiscounts } from './cart-discounts.tsx';
import { CartLineRow } from './cart-line-row.tsx';

interface CartGroupCardProps {
  group: CartGroup;
  busy: boolean;
  /** What is for sale looks so; the page knows how. */
  pictureOf(productId: string): ReactNode;
  /** A way to the room, where the page is another. */
  roomLink?: ReactNode;
  onChange(line: LineKey & { quantity: number }): void;
  onCheckout(): void;
}

/** What becomes one order: what came from one room, with what it comes to before delivery and tax. */
export function CartGroupCard({ group, busy, pictureOf, roomLink, onChange, onCheckout }: CartGroupCardProps) {
  const { t } = useTranslation();
  const { lines, roomId, currency, goodsMinor, discountMinor, refused } = group;
  const title = group.room?.title ?? t(roomId === null ? 'carts:group.noRoom' : 'carts:group.closed');
  const buys = lines.some((line) => line.buys) && refused === null;
  return (
    <section
      aria-label={title}
      data-testid="cart-group"
      className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-low"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 flex-1 truncate font-extrabold">{title}</h3>
        {roomLink}
      </header>
      <ul className="grid gap-4">
        {lines.map((line) => (
          <CartLineRow
            key={line.skuId}
            line={line}
            currency={currency}
            picture={pictureOf(line.productId)}
            busy={busy}
            onQuantity={(quantity) => onChange({ skuId: line.skuId, roomId, quantity })}
          />
        ))}
      </ul>
      {refused !== null && <Notice tone="warn">{codeText(refused)}</Notice>}
      {buys && (
        <footer className="grid gap-3 border-t border-line pt-3">
          <CartDiscounts group={group} />
          <p className="flex items-baseline justify-between gap-3">
            <span className="text-small text-muted">{t('carts:group.goods')}</span>
            <span data-testid="cart-goods" data-minor={goodsMinor - discountMinor}>
              <MoneyText minor={goodsMinor - discountMinor} currency={currency} className="text-lead font-extrabold" />
            </span>
          </p>
          <Button size="large" wide disabled={busy} onClick={onCheckout} data-testid="cart-checkout">
            {t('carts:group.checkout')}
            <ArrowRight aria-hidden className="size-5 rtl:rotate-180" />
          </Button>
        </footer>
      )}
    </section>
  );
}
