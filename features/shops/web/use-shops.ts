import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import type { Shop, StaffMember } from '../protocol.ts';

export const shopsKey = ['shops'] as const;
export const staffKey = (shopId: string) => ['staff', shopId] as const;

export function useShops() {
  return useQuery({ queryKey: shopsKey, queryFn: () => api.get<{ shops: Shop[] }>('/api/shops'), staleTime: 60_000 });
}

export function useStaff(shopId: string) {
  return useQuery({
    queryKey: staffKey(shopId),
    queryFn: () => api.get<{ staff: StaffMember[] }>(`/api/shops/${shopId}/staff`),
  });
}
