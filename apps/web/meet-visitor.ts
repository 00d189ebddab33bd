import type { Shop } from '../../features/shops/protocol.ts';
import { shopsKey } from '../../features/shops/web/use-shops.ts';
import { api } from '../../platform/ui/api.ts';
import { languageIsOpen, meetIn, preferences } from '../../platform/ui/preferences.ts';
import { queries } from './queries.ts';

/**
 * A visitor whose browser asks for a language that we do not have is met in the shop's main one: the first real shop's, or
 * the only one's. Nobody else waits for this, and a choice in the preferences wins at any time.
 */
export async function meetVisitor(): Promise<void> {
  if (!languageIsOpen(preferences())) return;
  const { shops } = await queries.fetchQuery({
    queryKey: shopsKey,
    queryFn: () => api.get<{ shops: Shop[] }>('/api/shops'),
  });
  const shop = shops.find(({ demo }) => !demo) ?? shops[0];
  if (shop) meetIn(shop.language);
}
