import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { formatRate } from '../../shops/rates.ts';
import type { OrderLine } from '../protocol.ts';
import type { Totals } from '../totals.ts';

interface OrderChargesProps {
  goodsMinor: number;
  totals: Totals;
  /** What coupons take off, and how many do. */
  discountMinor?: number;
  pickup: boolean;
  currency: string;
  /** The shop's tax number, where there is one and tax is due. */
  taxId?: string | undefined;
  /** False where the total stands beside it anyway. */
  withTotal?: boolean;
}

/** How a total comes about: goods, delivery, tax. Of an order that is only goods, the total alone. */
export function OrderCharges({
  goodsMinor,
  totals,
  discountMinor = 0,
  pickup,
  currency,
  taxId,
  withTotal = true,
}: OrderChargesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { deliveryMinor, taxMinor, taxRateBp, taxIncluded, totalMinor } = totals;
  const rate = formatRate(taxRateBp, locale);
  const plain = totalMinor === goodsMinor && !pickup;
  return (
    <dl className="grid gap-1 text-small" data-testid="order-charges">
      {!plain && <Row text={t('orders:charges.goods')} minor={goodsMinor} currency={currency} />}
      {discountMinor > 0 && (
        <Row text={t('orders:charges.coupons')} minor={-discountMinor} currency={currency} testId="charge-coupons" />
      )}
      {!plain && (
        <Row
          text={t(pickup ? 'orders:charges.pickup' : 'orders:charges.delivery')}
          minor={deliveryMinor}
          currency={currency}
          free={deliveryMinor === 0 ? t('orders:charges.free') : undefined}
          testId="charge-delivery"
        />
      )}
      {!taxIncluded && taxMinor > 0 && (
        <Row text={t('orders:charges.tax', { rate })} minor={taxMinor} currency={currency} testId="charge-tax" />
      )}
      {withTotal && (
        <Row text={t('orders:buy.total')} minor={totalMinor} currency={currency} strong testId="charge-total" />
      )}
      {taxIncluded && taxMinor > 0 && (
        <Row
          text={t('orders:charges.taxIncluded', { rate })}
          minor={taxMinor}
          currency={currency}
          quiet
          testId="charge-tax"
        />
      )}
      {taxId && taxMinor > 0 && (
        <div className="flex justify-between gap-3 text-tiny text-muted">
          <dt>{t('orders:charges.taxId')}</dt>
          <dd>{taxId}</dd>
        </div>
      )}
    </dl>
  );
}

export function goodsOf(lines: readonly Pick<OrderLine, 'priceMinor' | 'quantity'>[]): number {
  return lines.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0);
}

interface RowProps {
  text: string;
  minor: number;
  currency: string;
  /** Said in place of nothing to pay. */
  free?: string | undefined;
  strong?: boolean;
  quiet?: boolean;
  testId?: string;
}

function Row({ text, minor, currency, free, strong, quiet, testId }: RowProps) {
  const look = strong ? 'border-t border-line pt-1.5 font-bold' : quiet ? 'text-tiny text-muted' : '';
  return (
    <div className={`flex justify-between gap-3 ${look}`}>
      <dt>{text}</dt>
      <dd data-testid={testId} data-minor={minor}>
        {free ?? <MoneyText minor={minor} currency={currency} />}
      </dd>
    </div>
  );
}
