import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks anew after something was done. An answer that is still on its way may be from before that, and the library would take a
 * first answer for the new one (`fetch` cancels only where there are data already), so it is given up first.
 */
export async function askAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}
