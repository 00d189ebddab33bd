import { ShopReviews } from '../../../../features/reviews/web/shop-reviews.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantReviewsPage() {
  return (
    <MerchantFrame>
      {({ shop, may }) => (
        <ShopReviews
          key={shop.id}
          shopId={shop.id}
          rights={{ answer: may('merchant', 'host'), hide: may('merchant', 'moderator') }}
        />
      )}
    </MerchantFrame>
  );
}
