import { useTranslation } from 'react-i18next';
import type { Order } from '../../orders/protocol.ts';
import type { Return } from '../protocol.ts';

/** What is asked back, why, and what the buyer says of it. */
export function ReturnFacts({ asked, order }: { asked: Return; order: Order }) {
  const { t } = useTranslation();
  const titles = new Map(order.lines.map(({ skuId, title, skuName }) => [skuId, `${title} ${skuName}`.trim()]));
  return (
    <div className="grid gap-0.5 text-small">
      <p className="font-semibold">
        {asked.lines.map(({ skuId, units }) => `${units} × ${titles.get(skuId) ?? ''}`).join(', ')}
      </p>
      <p className="text-muted">{t(`fulfilment:reason.${asked.reason}`)}</p>
      {asked.note !== '' && <p className="whitespace-pre-line">{asked.note}</p>}
      {asked.answer !== '' && (
        <p className="whitespace-pre-line">{t('fulfilment:return.answer', { text: asked.answer })}</p>
      )}
    </div>
  );
}
