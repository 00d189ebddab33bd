import { useTranslation } from 'react-i18next';
import type { CartGroup } from '../../../../features/carts/protocol.ts';
import { checkoutFormId } from '../../../../features/orders/web/checkout-form.tsx';
import { OrderCharges } from '../../../../features/orders/web/order-charges.tsx';
import { PolicyLinks } from '../../../../features/shops/web/policy-links.tsx';
import { formatMoney } from '../../../../platform/kit/money.ts';
import { Button } from '../../../../platform/ui/button.tsx';
import { useLocale } from '../../../../platform/ui/locale.ts';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { codeText, refusalText } from '../../../../platform/ui/refusal-text.ts';
import type { Charges } from '../room/use-charges.ts';

interface CartFootProps {
  group: CartGroup;
  charges: Charges;
  buying: { readonly busy: boolean; readonly error: unknown; readonly totalMinor: number };
  demo: boolean;
}

/** What it comes to and how, what went wrong, and the button that buys. */
export function CartFoot({ group, charges, buying, demo }: CartFootProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { shopId, currency, goodsMinor, discountMinor } = group;
  const { totals, place, awaited } = charges;
  const refused = group.refused ?? charges.refused;
  const nothing = !group.lines.some(({ buys }) => buys);
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      {totals && totals.totalMinor === buying.totalMinor && (
        <OrderCharges
          {...{ goodsMinor, discountMinor, totals, currency, taxId: charges.terms?.tax.taxId }}
          pickup={place?.pickup ?? false}
          withTotal={false}
        />
      )}
      {refused !== null && <Notice tone="warn">{codeText(refused)}</Notice>}
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
        // Before the form and the sum are there, a press would do nothing, or agree to a price without delivery.
        disabled={nothing || awaited || refused !== null}
      >
        {t('orders:buy.pay', { amount: formatMoney(buying.totalMinor, currency, locale) })}
      </Button>
      <PolicyLinks shopId={shopId} beside className="justify-center" />
      {demo && <p className="text-center text-tiny text-muted">{t('orders:buy.demo')}</p>}
    </div>
  );
}
