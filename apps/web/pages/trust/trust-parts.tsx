import '../../later-texts.ts';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Order } from '../../../../features/orders/protocol.ts';
import { HostRating } from '../../../../features/reviews/web/host-rating.tsx';
import { ProductReviews } from '../../../../features/reviews/web/product-reviews.tsx';
import { ReviewLinks } from '../../../../features/reviews/web/review-links.tsx';
import { Badges } from '../../../../features/verification/web/badges.tsx';

/** What speaks for a product: what is verified about it, and what buyers say. */
export function ProductTrust({ productId }: { productId: string }) {
  const me = useMe().data;
  return (
    <div className="grid grid-cols-1 gap-8">
      <Badges of="products" id={productId} />
      <ProductReviews productId={productId} who={me?.accountId ?? null} />
    </div>
  );
}

/** The way from what was bought to its review. */
export function OrderReviews({ order }: { order: Order }) {
  const products = new Map(order.lines.map(({ productId, title }) => [productId, title]));
  return order.state === 'paid' && <ReviewLinks products={products} />;
}

/** What speaks for a host: the shops' badges, and how buyers rate the host. */
export function HostTrust({ hostId, name, shopIds }: { hostId: string; name: string; shopIds: readonly string[] }) {
  const me = useMe().data;
  return (
    <div className="grid max-w-2xl grid-cols-1 gap-6">
      {shopIds.map((id) => (
        <Badges key={id} of="shops" id={id} />
      ))}
      <HostRating hostId={hostId} name={name} who={me?.accountId ?? null} />
    </div>
  );
}
