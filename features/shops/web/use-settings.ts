import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { type ActOptions, useAct } from '../../../platform/ui/use-act.ts';
import type {
  ChangeSettings,
  ChangeSetup,
  LetterSent,
  MailState,
  Policy,
  PolicyHead,
  PolicyKind,
  Setup,
  ShopSettings,
} from '../settings.ts';
import type { ShopTerms } from '../terms.ts';
import { shopsKey } from './use-shops.ts';

const settingsKey = (shopId: string) => ['shop-settings', shopId] as const;
const termsKey = (shopId: string) => ['shop-terms', shopId] as const;
const policiesKey = (shopId: string) => ['shop-policies', shopId] as const;

export function useSettings(shopId: string) {
  return useQuery({
    queryKey: settingsKey(shopId),
    queryFn: () => api.get<ShopSettings>(`/api/shops/${shopId}/settings`),
  });
}

/** What buyers pay beside the goods. */
export function useTerms(shopId: string | undefined) {
  return useQuery({
    queryKey: termsKey(shopId ?? ''),
    queryFn: () => api.get<ShopTerms>(`/api/shops/${shopId}/terms`),
    enabled: shopId !== undefined,
    staleTime: 60_000,
  });
}

export function useMailState(shopId: string) {
  return useQuery({
    queryKey: ['shop-mail', shopId],
    queryFn: () => api.get<MailState>(`/api/shops/${shopId}/mail`),
  });
}

export function usePolicies(shopId: string | undefined) {
  return useQuery({
    queryKey: policiesKey(shopId ?? ''),
    queryFn: () => api.get<{ policies: PolicyHead[] }>(`/api/shops/${shopId}/policies`),
    enabled: shopId !== undefined,
    staleTime: 60_000,
  });
}

export function usePolicy(shopId: string, kind: PolicyKind, language: string, enabled = true) {
  return useQuery({
    queryKey: [...policiesKey(shopId), kind, language],
    queryFn: () => api.get<Policy>(`/api/shops/${shopId}/policies/${kind}?language=${language}`),
    enabled,
  });
}

/** After a change everything that shows the shop is read anew. */
export function useShopChanged(shopId: string) {
  const queries = useQueryClient();
  return (settings?: ShopSettings) => {
    if (settings) queries.setQueryData(settingsKey(shopId), settings);
    else void queries.invalidateQueries({ queryKey: settingsKey(shopId) });
    void queries.invalidateQueries({ queryKey: shopsKey });
    void queries.invalidateQueries({ queryKey: termsKey(shopId) });
    void queries.invalidateQueries({ queryKey: policiesKey(shopId) });
  };
}

export function useChangeSettings(shopId: string, onSaved: () => void) {
  const changed = useShopChanged(shopId);
  const send = (id: string, body: Omit<ChangeSettings, 'id'>) =>
    api.patch<ShopSettings>(`/api/shops/${shopId}/settings`, { id, ...body });
  return useAct(send, {
    onDone: (settings) => {
      changed(settings);
      onSaved();
    },
  });
}

export function useChangeSetup(shopId: string, told: ActOptions<Setup> = {}) {
  const changed = useShopChanged(shopId);
  const send = (id: string, body: Omit<ChangeSetup, 'id'>) =>
    api.put<Setup>(`/api/shops/${shopId}/setup`, { id, ...body });
  return useAct(send, {
    ...told,
    onDone: (setup) => {
      changed();
      told.onDone?.(setup);
    },
  });
}

export function useTestLetter(shopId: string) {
  return useAct((id: string) => api.post<LetterSent>(`/api/shops/${shopId}/test-letter`, { id }));
}
