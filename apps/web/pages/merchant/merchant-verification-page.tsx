import { useShopProducts } from '../../../../features/catalog/web/edit-products.ts';
import { ShopVerifications } from '../../../../features/verification/web/shop-verifications.tsx';
import { MerchantFrame } from './merchant-frame.tsx';

export function MerchantVerificationPage() {
  return <MerchantFrame>{({ shop }) => <Verifications key={shop.id} shopId={shop.id} />}</MerchantFrame>;
}

function Verifications({ shopId }: { shopId: string }) {
  const products = useShopProducts(shopId).data?.products ?? [];
  return <ShopVerifications shopId={shopId} products={products.filter(({ state }) => state === 'shown')} />;
}
