import { useQuery } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import type { Language } from '../protocol.ts';
import type { PolicyKind } from '../settings.ts';

/** Where to begin: headings and gaps to fill, in the language of the page that is written. No legal advice, and it says so. */
export function useOutline(shopId: string, kind: PolicyKind, language: Language): string | null {
  const outline = useQuery({
    queryKey: ['policy-outline', shopId, kind, language],
    queryFn: () => api.get<{ text: string }>(`/api/shops/${shopId}/outlines/${kind}?language=${language}`),
    staleTime: 60_000,
  });
  return outline.data?.text ?? null;
}
