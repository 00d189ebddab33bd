import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { RunRow } from './run-row.tsx';
import type { BagDraft } from './use-bag-draft.ts';
import { useDragOrder } from './use-drag-order.ts';
import type { Pins } from './use-pins.ts';

interface RunSheetProps {
  products: readonly Product[];
  pins: Pins;
  /** Units paid for in this show, by product. */
  units: ReadonlyMap<string, number>;
  /** Where the order may be changed. */
  bag: BagDraft | null;
  /** Shows the number keys beside the lines. */
  keys: boolean;
  onExplain?(): void;
  /** The room, for who may announce deals in it. */
  dealsOf: string | null;
}

/** The bag as the plan of the show: one tap moves everybody's eyes to a product. */
export function RunSheet({ products, pins, units, bag, keys, onExplain, dealsOf }: RunSheetProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const ids = products.map((product) => product.id);
  const order = useDragOrder(ids, (next, at) => {
    bag?.set(next);
    const { title = '' } = products.find((product) => product.id === next[at]) ?? {};
    setSaid(t('rooms:studio.run.moved', { title, place: at + 1, count: next.length }));
  });
  return (
    <>
      <ol ref={order.list} className="grid grid-cols-1 gap-1.5" data-testid="run-sheet">
        {products.map((product, at) => (
          <RunRow
            key={product.id}
            product={product}
            place={at + 1}
            pins={pins}
            units={units.get(product.id) ?? 0}
            keys={keys}
            grip={bag ? order.gripOf(at) : null}
            shift={order.shiftOf(at)}
            dragging={order.dragging}
            onExplain={onExplain}
            dealsOf={dealsOf}
          />
        ))}
      </ol>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </>
  );
}
