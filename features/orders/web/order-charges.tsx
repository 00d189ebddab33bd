import { useTranslation } from 'react-i18next';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { formatRate } from '../../shops/rates.ts';
import { deliveryText } from '../delivery.ts';
import type { OrderLine, TaxLine } from '../protocol.ts';
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
  const { delivery, deliveryMinor, taxMinor, taxIncluded, totalMinor } = totals;
  const taxes = totals.taxes.filter((line) => line.taxMinor > 0);
  const plain = totalMinor === goodsMinor && !pickup && !delivery?.name && !delivery?.days;
  return (
    <dl className="grid gap-1 text-small" data-testid="order-charges">
      {!plain && <Row text={t('orders:charges.goods')} minor={goodsMinor} currency={currency} />}
      {discountMinor > 0 && (
        <Row text={t('orders:charges.coupons')} minor={-discountMinor} currency={currency} testId="charge-coupons" />
      )}
      {!plain && (
        <Row
          text={pickup ? t('orders:charges.pickup') : deliveryText(delivery, t, locale)}
          minor={deliveryMinor}
          currency={currency}
          free={deliveryMinor === 0 ? t('orders:charges.free') : undefined}
          testId="charge-delivery"
        />
      )}
      {!taxIncluded && <TaxRows taxes={taxes} currency={currency} />}
      {withTotal && (
        <Row text={t('orders:buy.total')} minor={totalMinor} currency={currency} strong testId="charge-total" />
      )}
      {taxIncluded && <TaxRows taxes={taxes} currency={currency} included />}
      {taxId && taxMinor > 0 && (
        <div className="flex justify-between gap-3 text-tiny text-muted">
          <dt>{t('orders:charges.taxId')}</dt>
          <dd>{taxId}</dd>
        </div>
      )}
    </dl>
  );
}

interface TaxRowsProps {
  taxes: readonly TaxLine[];
  currency: string;
  included?: boolean;
}

/** One row for each rate. */
function TaxRows({ taxes, currency, included = false }: TaxRowsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return taxes.map(({ rateBp, taxMinor }) => (
    <Row
      key={rateBp}
      text={t(included ? 'orders:charges.taxIncluded' : 'orders:charges.tax', { rate: formatRate(rateBp, locale) })}
      minor={taxMinor}
      currency={currency}
      quiet={included}
      testId="charge-tax"
    />
  ));
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
