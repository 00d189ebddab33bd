import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import type { Setup } from '../protocol.ts';

/** Whether the installation still waits for its owner. */
export function useSetup() {
  return useQuery({ queryKey: ['setup'], queryFn: () => api.get<Setup>('/api/setup'), staleTime: 60_000 });
}
