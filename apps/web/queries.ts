import { QueryClient } from '@tanstack/react-query';
import { ApiRefusal } from '../../platform/ui/api.ts';

const retriesMax = 3;

/** What the server said no to stays no; only faults and a lost network are asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < retriesMax && !(error instanceof ApiRefusal && error.status < 500),
    },
    mutations: { retry: false },
  },
});
