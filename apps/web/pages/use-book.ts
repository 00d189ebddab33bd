import { useMemo } from 'react';
import { useAddressActs, useAddresses } from '../../../features/addresses/web/use-addresses.ts';
import type { Address } from '../../../features/orders/protocol.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';

/** One's address book at a checkout. That a new address could not be kept takes nothing from the order. */
export function useBook(hasAccount: boolean) {
  const { data, isLoading } = useAddresses(hasAccount);
  const acts = useAddressActs({ onError: (error) => toast(refusalText(error), 'bad') });
  return {
    addresses: useMemo(() => data?.map(({ address }) => address), [data]),
    isLoading,
    keep: (address: Address) => void acts.run({ act: 'add', address }),
  };
}
