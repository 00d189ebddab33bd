import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';

/** On whatever is of a demonstration's show. */
export function DemoRoomBadge() {
  const { t } = useTranslation();
  return (
    <Badge tone="warn" testId="demo-badge">
      {t('rooms:demo.badge')}
    </Badge>
  );
}
