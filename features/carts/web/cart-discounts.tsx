import { useTranslation } from 'react-i18next';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import type { CartGroup } from '../protocol.ts';

/** Which coupons take how much off, and whose offer it is. [Z40] */
export function CartDiscounts({ group: { discounts, currency } }: { group: CartGroup }) {
  const { t } = useTranslation();
  if (discounts.length === 0) return null;
  return (
    <ul className="grid gap-1 text-small font-semibold text-good" data-testid="cart-discounts">
      {discounts.map(({ title, personal, offMinor }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two coupons may have one name, and nothing here has a state.
        <li key={index} className="flex justify-between gap-3">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {personal ? t('carts:group.offer', { name: title }) : t('carts:group.coupon', { title })}
          </span>
          <MoneyText minor={-offMinor} currency={currency} className="shrink-0" />
        </li>
      ))}
    </ul>
  );
}
