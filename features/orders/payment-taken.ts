import type { PaymentMethod, ProviderName } from '../payments/protocol.ts';
import { isStripeCurrency } from '../payments/stripe-currency.ts';
import type { ShopTerms } from '../shops/terms.ts';

/** Whether the shop may be paid so. [O27] */
export function takes(
  { sandbox, stripe, currency }: Pick<ShopTerms, 'sandbox' | 'stripe' | 'currency'>,
  { provider }: Pick<PaymentMethod, 'provider'>,
  providers: ReadonlySet<ProviderName>,
): boolean {
  if (!providers.has(provider)) return false;
  switch (provider) {
    case 'sandbox':
      return sandbox;
    case 'stripe':
      return stripe && isStripeCurrency(currency);
  }
}
