import { UserRoundCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../protocol.ts';

/** Said before somebody chooses more; nothing where there is no limit. */
export function LimitText({ product }: { product: Pick<Product, 'limitPerBuyer'> }) {
  const { t } = useTranslation();
  if (product.limitPerBuyer === null) return null;
  return (
    <p data-testid="product-limit" className="flex items-center gap-1.5 text-small font-semibold text-muted">
      <UserRoundCheck aria-hidden className="size-4 shrink-0" />
      {t('catalog:product.limit', { count: product.limitPerBuyer })}
    </p>
  );
}
