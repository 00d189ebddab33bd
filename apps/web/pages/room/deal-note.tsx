import type { Product } from '../../../../features/catalog/protocol.ts';
import { useDeals } from '../../../../features/deals/web/use-deals.ts';
import { useLater } from '../../../../platform/ui/use-later.ts';

const loadStrip = async () => (await import('../../../../features/deals/web/deal-strip.tsx')).DealStrip;

/** What there is to say of a product's deal; loaded with the first deal that a room is told of. */
export function DealNote({ product, on }: { product: Product | undefined; on: 'card' | 'sheet' }) {
  const deal = useDeals()[product?.id ?? ''];
  const DealStrip = useLater(deal !== undefined, loadStrip).part;
  return DealStrip && product ? <DealStrip product={product} on={on} /> : null;
}
