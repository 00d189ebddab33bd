import type { ComponentProps } from 'react';
import { useLater } from '../../../../platform/ui/use-later.ts';

const load = () => import('./trust-parts.tsx');
type Parts = Awaited<ReturnType<typeof load>>;

/** Loaded after the product itself: nobody waits for reviews to see what they are about. */
export function LaterProductTrust(props: ComponentProps<Parts['ProductTrust']>) {
  const { part } = useLater(true, load);
  return part && <part.ProductTrust {...props} />;
}

export function LaterOrderReviews(props: ComponentProps<Parts['OrderReviews']>) {
  const { part } = useLater(true, load);
  return part && <part.OrderReviews {...props} />;
}

export function LaterHostTrust(props: ComponentProps<Parts['HostTrust']>) {
  const { part } = useLater(true, load);
  return part && <part.HostTrust {...props} />;
}
