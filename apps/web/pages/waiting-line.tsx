import { useState } from 'react';
import { NameDialog } from '../../../features/accounts/web/name-dialog.tsx';
import { useMe } from '../../../features/accounts/web/use-me.ts';
import type { Product } from '../../../features/catalog/protocol.ts';
import { quantityMax } from '../../../features/orders/protocol.ts';
import { useOwnPlaces } from '../../../features/waitlist/web/use-waitlist.ts';
import { WaitlistLine } from '../../../features/waitlist/web/waitlist-line.tsx';
import '../later-texts.ts';

interface WaitingLineProps {
  product: Pick<Product, 'limitPerBuyer'>;
  skuId: string;
  /** The viewer has taken a name. */
  onNamed?: () => void;
}

/** The waitlist of a variant that is sold out; whoever has no name is asked for one first, and stands in line then. */
export function WaitingLine({ product, skuId, onNamed }: WaitingLineProps) {
  const named = useMe().data?.name != null;
  const places = useOwnPlaces(named);
  const [waiting, setWaiting] = useState<(() => void) | null>(null);
  return (
    <>
      <WaitlistLine
        key={skuId}
        skuId={skuId}
        most={Math.min(quantityMax, product.limitPerBuyer ?? quantityMax)}
        place={places.find((place) => place.skuId === skuId)}
        withName={(act) => (named ? act() : setWaiting(() => act))}
      />
      <NameDialog
        open={waiting !== null}
        onOpenChange={(open) => !open && setWaiting(null)}
        onNamed={() => {
          onNamed?.();
          waiting?.();
          setWaiting(null);
        }}
      />
    </>
  );
}
