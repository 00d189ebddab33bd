import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Product, Sku } from '../../../../features/catalog/protocol.ts';
import { checkoutFormId } from '../../../../features/orders/web/checkout-form.tsx';
import { OrderCharges } from '../../../../features/orders/web/order-charges.tsx';
import { PolicyLinks } from '../../../../features/shops/web/policy-links.tsx';
import { formatMoney } from '../../../../platform/kit/money.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { useLocale } from '../../../../platform/ui/locale.ts';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { codeText, refusalText } from '../../../../platform/ui/refusal-text.ts';
import type { Charges } from './use-charges.ts';

interface CheckoutFootProps {
  product: Product;
  sku: Sku | undefined;
  goodsMinor: number;
  /** What coupons take off. */
  applied: { readonly offMinor: number };
  charges: Charges;
  buying: { readonly busy: boolean; readonly error: unknown; readonly totalMinor: number };
  demo: boolean;
}

/** Why a deal that runs is not for this order. [D7] */
function whyText(error: unknown, t: TFunction): string {
  const why = error instanceof ApiRefusal ? error.details?.why : undefined;
  return typeof why === 'string' ? t(`deals:why.${why}`) : '';
}

/** What it comes to and how, what went wrong, and the button that buys. */
export function CheckoutFoot({ product, sku, goodsMinor, applied, charges, buying, demo }: CheckoutFootProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { totals, place, refused, awaited } = charges;
  const soldOut = (sku?.left ?? 0) === 0;
  const amount = formatMoney(buying.totalMinor, product.currency, locale);
  return (
    <div className="grid gap-2">
      {totals && totals.totalMinor === buying.totalMinor && (
        <OrderCharges
          goodsMinor={goodsMinor}
          discountMinor={applied.offMinor}
          totals={totals}
          pickup={place?.pickup ?? false}
          currency={product.currency}
          taxId={charges.terms?.tax.taxId}
          withTotal={false}
        />
      )}
      {refused !== null && (
        <Notice tone="warn" testId="buy-refused">
          {codeText(refused)}
        </Notice>
      )}
      {buying.error !== null && (
        <p role="alert" data-testid="buy-problem" className="text-small font-semibold text-bad">
          {refusalText(buying.error)} {whyText(buying.error, t)}
        </p>
      )}
      <Button
        type="submit"
        form={checkoutFormId}
        size="large"
        wide
        data-testid="pay-button"
        busy={buying.busy}
        // Before the form and the sum are there, a press would do nothing, or agree to a price without delivery.
        disabled={soldOut || awaited || refused !== null}
      >
        {soldOut ? t('catalog:product.soldOut') : t('orders:buy.pay', { amount })}
      </Button>
      <PolicyLinks shopId={product.shopId} beside className="justify-center" />
      {demo && <p className="text-center text-tiny text-muted">{t('orders:buy.demo')}</p>}
    </div>
  );
}
