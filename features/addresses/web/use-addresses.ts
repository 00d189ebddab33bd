import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Address } from '../../orders/protocol.ts';
import type { AddressBook } from '../protocol.ts';

const key = ['addresses'] as const;
const path = '/api/me/addresses';

/** Nobody without an account has any. */
export function useAddresses(hasAccount: boolean) {
  return useQuery({
    queryKey: key,
    queryFn: async () => (await api.get<AddressBook>(path)).addresses,
    enabled: hasAccount,
    staleTime: 60_000,
  });
}

export type AddressWish =
  | { readonly act: 'add'; readonly address: Address }
  | { readonly act: 'change'; readonly addressId: string; readonly address: Address }
  | { readonly act: 'default' | 'remove'; readonly addressId: string };

export function useAddressActs(told: { onDone?(): void; onError?(error: unknown): void } = {}) {
  const queries = useQueryClient();
  return useAct((id, wish: AddressWish) => send(id, wish), {
    onDone({ addresses }) {
      queries.setQueryData(key, addresses);
      told.onDone?.();
    },
    onError: told.onError,
  });
}

function send(id: string, wish: AddressWish): Promise<AddressBook> {
  switch (wish.act) {
    case 'add':
      return api.post<AddressBook>(path, { id, address: wish.address });
    case 'change':
      return api.put<AddressBook>(`${path}/${wish.addressId}`, { id, address: wish.address });
    case 'default':
    case 'remove':
      return api.post<AddressBook>(`${path}/${wish.addressId}/${wish.act}`, { id });
  }
}
