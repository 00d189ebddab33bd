import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { productNumbers } from '../product-numbers.ts';
import type { Product } from '../protocol.ts';
import { LeftText, PriceText } from './product-numbers.tsx';
import { ProductPicture } from './product-picture.tsx';

interface PinnedCardProps {
  product: Product;
  explaining: boolean;
  onOpen(): void;
  onBuy(): void;
}

/** The one thing that the room attends to. The card opens it; its button goes straight to buying. */
export function PinnedCard({ product, explaining, onOpen, onBuy }: PinnedCardProps) {
  const { t } = useTranslation();
  const { left } = productNumbers(product);
  return (
    <article
      data-testid="pinned-card"
      className="relative flex animate-arrive items-center gap-3 overflow-hidden rounded-card bg-surface p-2 pe-3 text-ink shadow-high"
    >
      <ProductPicture picture={product.pictures[0]} alt="" sizes="72px" className="size-18 shrink-0 rounded-control" />
      <div className="min-w-0 flex-1">
        <p className="text-tiny font-bold text-accent-text">
          {t(explaining ? 'catalog:card.explaining' : 'catalog:card.pinned')}
        </p>
        <h2 className="truncate text-small font-bold">
          <button type="button" data-testid="pinned-open" onClick={onOpen} className="after:absolute after:inset-0">
            {product.title}
          </button>
        </h2>
        <p className="flex items-baseline gap-2">
          <PriceText product={product} className="font-extrabold" testId="pinned-price" />
          <LeftText left={left} testId="pinned-left" />
        </p>
      </div>
      <Button className="relative" data-testid="pinned-buy" disabled={left === 0} onClick={onBuy}>
        {left === 0 ? t('catalog:card.soldOut') : t('catalog:card.buy')}
      </Button>
    </article>
  );
}
