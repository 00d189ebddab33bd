import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { useShops } from './use-shops.ts';

/** Beside everything of a shop that is a demonstration. */
export function DemoBadge({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const shop = useShops().data?.shops.find(({ id }) => id === shopId);
  if (!shop?.demo) return null;
  return (
    <Badge tone="warn" testId="demo-badge">
      {t('shops:shop.demoShort')}
    </Badge>
  );
}
