import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { BagList } from '../../../../features/catalog/web/bag-list.tsx';
import type { useBag } from '../../../../features/catalog/web/use-bag.ts';
import { OrderResult } from '../../../../features/orders/web/order-result.tsx';
import { PolicyLinks } from '../../../../features/shops/web/policy-links.tsx';
import { withTurns } from '../../../../features/waitlist/own-turns.ts';
import type { OwnPlace } from '../../../../features/waitlist/protocol.ts';
import { TurnNotice } from '../../../../features/waitlist/web/turn-notice.tsx';
import { useOwnPlaces, useWaitlistNews } from '../../../../features/waitlist/web/use-waitlist.ts';
import { Sheet } from '../../../../platform/ui/sheet.tsx';
import '../../later-texts.ts';
import { CartSheet } from './cart-sheet.tsx';
import { CheckoutStep } from './checkout-step.tsx';
import { ProductStep } from './product-step.tsx';
import type { Shopping } from './use-shopping.ts';

interface ShopSheetProps {
  roomId: string;
  bag: ReturnType<typeof useBag>;
  /** The bag's products at the prices of this moment. */
  products: readonly Product[];
  explainingId: string | null;
  shopping: Shopping;
  /** Nothing in the room makes a sound. */
  quiet: boolean;
}

/** The sheet with what is kept for the viewer counted in, and over the room whose turn it is. */
export function ShopSheet(props: ShopSheetProps) {
  const { shopping } = props;
  const places = useOwnPlaces(useMe().data?.name != null);
  useWaitlistNews();
  const products = withTurns(props.products, places);
  const turn = shopping.open
    ? undefined
    : places.find((place) => hasTurn(place) && productOf(products, place.productId));
  return (
    <>
      {turn && hasTurn(turn) && (
        <TurnNotice
          key={turn.id}
          place={turn}
          onBuy={() => shopping.openCheckout(turn.productId, turn.skuId, turn.turn.units)}
        />
      )}
      <ShopSteps {...props} products={products} />
    </>
  );
}

function hasTurn(place: OwnPlace): place is OwnPlace & { readonly turn: NonNullable<OwnPlace['turn']> } {
  return place.turn !== null;
}

/** One sheet from the bag to the order: the picture behind it goes on. */
function ShopSteps({ roomId, bag, products, explainingId, shopping, quiet }: ShopSheetProps) {
  const { t } = useTranslation();
  const { step } = shopping;
  if (step === null) return null;
  const sheet = { open: shopping.open, onOpenChange: (open: boolean) => !open && shopping.close() };
  if (step.at === 'cart') return <CartSheet {...{ sheet, shopping, quiet }} />;
  if (step.at === 'result') {
    return (
      <Sheet {...sheet} title={t('orders:result.title')} bareTitle testId="result-sheet">
        <OrderResult key={step.order.id} order={step.order} quiet={quiet} onDone={shopping.close} />
      </Sheet>
    );
  }
  const product = step.at === 'bag' ? undefined : productOf(products, step.productId);
  const regular = product && productOf(bag.products, product.id);
  if (step.at === 'product' && product) {
    return <ProductStep key={product.id} {...{ sheet, roomId, product, regular, shopping }} />;
  }
  if (step.at === 'checkout' && product) {
    const { skuId, quantity } = step;
    return <CheckoutStep key={product.id} {...{ sheet, roomId, product, regular, skuId, quantity, shopping }} />;
  }
  return (
    <Sheet {...sheet} title={t('catalog:bag.title')} testId="bag-sheet">
      <BagList
        products={products}
        explainingId={explainingId}
        isPending={bag.isPending}
        isError={bag.isError}
        onRetry={bag.refetch}
        onOpen={shopping.openProduct}
      />
      <PolicyLinks shopId={bag.products[0]?.shopId} beside className="justify-center pt-3" />
    </Sheet>
  );
}

function productOf(products: readonly Product[], productId: string): Product | undefined {
  return products.find((product) => product.id === productId);
}
