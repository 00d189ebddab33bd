import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Apply, Badge, Decide, Verification } from '../protocol.ts';

const shopKey = (shopId: string) => ['verifications', shopId] as const;
const operatorKey = ['operator-verifications'] as const;

export function useBadges(of: 'shops' | 'products', id: string) {
  return useQuery({
    queryKey: ['badges', of, id],
    queryFn: async () => (await api.get<{ badges: Badge[] }>(`/api/${of}/${id}/badges`)).badges,
  });
}

export function useVerifications(shopId: string) {
  return useQuery({
    queryKey: shopKey(shopId),
    queryFn: async () =>
      (await api.get<{ verifications: Verification[] }>(`/api/shops/${shopId}/verifications`)).verifications,
  });
}

export type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

export function useApply(shopId: string, onDone: () => void) {
  const queries = useQueryClient();
  const done = () => {
    void queries.invalidateQueries({ queryKey: shopKey(shopId) });
    onDone();
  };
  return useAct(
    (id, wanted: Without<Apply>) => api.post<Verification>(`/api/shops/${shopId}/verifications`, { id, ...wanted }),
    { onDone: done },
  );
}

export function useWithdraw(shopId: string, verificationId: string) {
  const queries = useQueryClient();
  return useAct((id, _: null) => api.post<Verification>(`/api/verifications/${verificationId}/withdraw`, { id }), {
    onDone: () => void queries.invalidateQueries({ queryKey: shopKey(shopId) }),
  });
}

export type Queue = 'waiting' | 'decided';

export function useQueue(which: Queue) {
  return useQuery({
    queryKey: [...operatorKey, which],
    queryFn: async () =>
      (await api.get<{ verifications: Verification[] }>(`/api/operator/verifications?which=${which}`)).verifications,
  });
}

export function useDeciding(verificationId: string) {
  const queries = useQueryClient();
  const path = `/api/verifications/${verificationId}`;
  const onDone = () => void queries.invalidateQueries({ queryKey: operatorKey });
  const decide = useAct((id, wanted: Omit<Decide, 'id'>) => api.post(`${path}/decide`, { id, ...wanted }), { onDone });
  const revoke = useAct((id, text: string) => api.post(`${path}/revoke`, { id, text }), { onDone });
  return { decide, revoke };
}
