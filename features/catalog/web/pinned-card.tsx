import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { productNumbers } from '../product-numbers.ts';
import type { Product } from '../protocol.ts';
import { LeftText, PriceText } from './product-numbers.tsx';
import { ProductPicture } from './product-picture.tsx';
import { SoldOutStamp } from './sold-out-stamp.tsx';

interface PinnedCardProps {
  product: Product;
  explaining: boolean;
  /** The host has hung it out while one was looking. */
  fresh: boolean;
  onOpen(): void;
  onBuy(): void;
}

/** The one thing that the room attends to: a small stall with its price tag. The card opens it; the stub buys it. */
export function PinnedCard({ product, explaining, fresh, onOpen, onBuy }: PinnedCardProps) {
  const { t } = useTranslation();
  const { left } = productNumbers(product);
  return (
    <div className={classNames('origin-top-left drop-shadow-xl', fresh ? 'animate-hang' : 'animate-arrive')}>
      <article
        data-testid="pinned-card"
        className="ticket relative flex min-h-26 overflow-hidden rounded-card bg-surface text-ink"
      >
        <div className="relative w-24 shrink-0 self-stretch simple:max-sm:w-14">
          <div aria-hidden className="awning absolute inset-x-0 top-0 z-1 [--cloth:0.75rem]" />
          <ProductPicture
            picture={product.pictures[0]}
            alt=""
            sizes="96px"
            className={classNames('absolute inset-0 size-full', left === 0 && 'opacity-60 saturate-50')}
          />
          {left === 0 && <SoldOutStamp />}
        </div>
        <div className="grid min-w-0 flex-1 content-center gap-0.5 py-2.5 ps-3 pe-2">
          <p className="flex items-center gap-1.5 text-tiny font-bold text-accent-text">
            {explaining && (
              <span aria-hidden className="size-1.5 shrink-0 animate-pulse-soft rounded-full bg-current" />
            )}
            {t(explaining ? 'catalog:card.explaining' : 'catalog:card.pinned')}
          </p>
          <h2 className="line-clamp-2 text-small font-semibold leading-tight tracking-normal">
            <button
              type="button"
              data-testid="pinned-open"
              onClick={onOpen}
              className="text-start outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-3 focus-visible:after:-outline-offset-4 focus-visible:after:outline-accent-text"
            >
              {product.title}
            </button>
          </h2>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <PriceText product={product} className="text-price font-extrabold tracking-tight" testId="pinned-price" />
            <LeftText left={left} testId="pinned-left" />
          </p>
        </div>
        <button
          type="button"
          data-testid="pinned-buy"
          disabled={left === 0}
          onClick={onBuy}
          className="perforated relative grid w-(--stub) shrink-0 place-items-center bg-accent px-2 text-center font-bold leading-tight text-on-accent transition hover:bg-accent-strong focus-visible:-outline-offset-4 focus-visible:outline-on-accent active:brightness-90 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-small disabled:text-muted"
        >
          {left === 0 ? t('catalog:card.soldOut') : t('catalog:card.buy')}
        </button>
      </article>
    </div>
  );
}
