import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { PinnedCard } from '../../../../features/catalog/web/pinned-card.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import type { PinView } from '../../../../features/rooms/rooms-view.ts';
import type { NumberedFact } from '../../../../platform/kit/fact.ts';
import type { StreamName } from '../../../../platform/kit/socket-protocol.ts';
import { useRoomEvents } from '../../../../platform/ui/use-room.tsx';
import { DealNote } from './deal-note.tsx';
import type { Shopping } from './use-shopping.ts';

interface PinsProps {
  pins: readonly PinView[];
  products: readonly Product[];
  /** The same without what a deal takes off. */
  regular: readonly Product[];
  shopping: Shopping;
}

/** The product that is being explained, large; the others that hang beside it, small. */
export function Pins({ pins, products, regular, shopping }: PinsProps) {
  const { t } = useTranslation();
  const fresh = usePinnedBeforeOurEyes();
  const shown = pins.flatMap((pin) => {
    const product = products.find((one) => one.id === pin.productId);
    return product ? [{ ...pin, product }] : [];
  });
  const focus = shown.find((pin) => pin.explaining) ?? shown[0];
  if (!focus) return null;
  const others = shown.filter((pin) => pin !== focus);
  return (
    <section aria-label={t('rooms:room.pins')} className="grid gap-2 lg:mx-auto lg:w-full lg:max-w-lg">
      {others.length > 0 && (
        <ul className="on-picture flex justify-end gap-2">
          {others.map(({ product }) => (
            <li key={product.id}>
              <PinBeside product={product} onOpen={() => shopping.openProduct(product.id)} />
            </li>
          ))}
        </ul>
      )}
      <DealNote product={regular.find(({ id }) => id === focus.product.id)} on="card" />
      <PinnedCard
        key={focus.product.id}
        product={focus.product}
        explaining={focus.explaining}
        fresh={fresh === focus.product.id}
        onOpen={() => shopping.openProduct(focus.product.id)}
        onBuy={() => shopping.openCheckout(focus.product.id, null, 1)}
      />
    </section>
  );
}

function PinBeside({ product, onOpen }: { product: Product; onOpen(): void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={product.title}
      title={product.title}
      data-testid="pinned-beside"
      className="block animate-arrive overflow-hidden rounded-control border-2 border-surface transition active:scale-95"
    >
      <ProductPicture picture={product.pictures[0]} alt="" sizes="44px" className="size-11" />
    </button>
  );
}

/** The product that the host has hung out since one came in; what a snapshot brings was there before. */
function usePinnedBeforeOurEyes(): string | null {
  const [productId, setProductId] = useState<string | null>(null);
  const fact = useCallback((stream: StreamName, { kind, body }: NumberedFact) => {
    if (stream === 'room' && kind === 'product.pinned' && body.explaining) setProductId(body.productId as string);
  }, []);
  useRoomEvents({ fact });
  return productId;
}
