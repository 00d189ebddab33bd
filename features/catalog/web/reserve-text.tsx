import { Hourglass, Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../protocol.ts';

/** Whether a tap on "buy" reserves it, said before it is tapped. */
export function ReserveText({ product }: { product: Pick<Product, 'reserve' | 'holdMinutes'> }) {
  const { t } = useTranslation();
  const { firstPaid } = product.reserve;
  const Icon = firstPaid ? Zap : Hourglass;
  return (
    <p
      data-testid="product-reserve"
      data-first-paid={firstPaid}
      className="flex items-center gap-1.5 text-small font-semibold text-muted"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {firstPaid ? t('catalog:reserve.firstPaid') : t('catalog:reserve.held', { count: product.holdMinutes })}
    </p>
  );
}
