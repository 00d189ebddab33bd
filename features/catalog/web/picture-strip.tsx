import { ZoomIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { Product } from '../protocol.ts';
import { ProductPicture } from './product-picture.tsx';

/** Pictures to swipe through; each opens large. */
export function PictureStrip({ product, onCloser }: { product: Product; onCloser(index: number): void }) {
  const { t } = useTranslation();
  const { pictures, title } = product;
  return (
    <ul className="-mx-5 flex snap-x snap-mandatory gap-2 overflow-x-auto px-5">
      {pictures.map((picture, index) => (
        <li
          key={picture.id}
          className={classNames('snap-center', pictures.length === 1 ? 'w-full' : 'w-11/12 shrink-0')}
        >
          <button
            type="button"
            data-testid="look-closer"
            aria-label={t('catalog:look.closer', { number: index + 1 })}
            onClick={() => onCloser(index)}
            className="relative block w-full cursor-zoom-in"
          >
            <ProductPicture
              picture={picture}
              alt={t('catalog:product.picture', { number: index + 1, title })}
              sizes="(min-width: 48rem) 24rem, 100vw"
              className="aspect-square max-h-[42dvh] w-full rounded-card"
            />
            <span className="absolute end-3 bottom-3 grid size-9 place-items-center rounded-full border border-glass-line bg-glass text-on-stage backdrop-blur">
              <ZoomIn aria-hidden className="size-4" />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
