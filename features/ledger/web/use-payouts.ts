import { useQueryClient } from '@tanstack/react-query';
import type { Payouts } from '../protocol.ts';

export const payoutsKey = ['payouts'] as const;

/** Each act answers with all of what is shown. */
export function useTakePayouts(): (read: Payouts) => void {
  const queries = useQueryClient();
  return (read) => queries.setQueryData(payoutsKey, read);
}
