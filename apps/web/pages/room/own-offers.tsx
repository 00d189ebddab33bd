import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { OfferTickets } from '../../../../features/coupons/web/offer-tickets.tsx';
import type { Shopping } from './use-shopping.ts';

interface OwnOffersProps {
  shopId: string;
  products: readonly Product[];
  shopping: Shopping;
}

/** What the host has offered to the viewer alone; a tap leads to what it is for. */
export function OwnOffers({ shopId, products, shopping }: OwnOffersProps) {
  const named = useMe().data?.name != null;
  const open = (productId: string | null) => {
    if (productId === null) shopping.openBag();
    else shopping.openProduct(productId);
  };
  return <OfferTickets {...{ shopId, named, products }} onUse={open} />;
}
