import type { PaymentMethod, ProviderName } from '../../payments/protocol.ts';
import type { ShopTerms } from '../../shops/terms.ts';
import { takes } from '../payment-taken.ts';
import { usePaymentWays } from './use-payments.ts';

/** The ways to pay in a shop, the one that moves money first; undefined until they are known. */
export function useTaken(terms: ShopTerms | undefined): readonly ProviderName[] | undefined {
  const ways = usePaymentWays();
  if (!terms || ways.isPending) return undefined;
  const providers = new Set<ProviderName>(ways.data?.stripe ? ['stripe', 'sandbox'] : ['sandbox']);
  return [...providers].filter((provider) => takes(terms, { provider }, providers));
}

/** What was chosen or remembered, where it is taken; else the first of what is. */
export function methodAmong(
  taken: readonly ProviderName[] | undefined,
  wished: PaymentMethod | null | undefined,
): PaymentMethod {
  if (wished && (!taken || taken.includes(wished.provider))) return wished;
  return taken?.[0] === 'stripe' ? { provider: 'stripe' } : { provider: 'sandbox', card: 'ok' };
}
