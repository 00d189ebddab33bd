import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import type { OrderState } from '../protocol.ts';

export function StaffStateBadge({ state }: { state: OrderState }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`orders:staff.state.${state}`)}</Badge>;
}

const tones = { held: 'warn', paid: 'good', cancelled: 'plain', expired: 'plain', refunded: 'bad' } as const;
