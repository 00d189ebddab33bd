import { ZoomIn } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { Product } from '../protocol.ts';
import { ProductPicture } from './product-picture.tsx';

interface PictureStripProps {
  product: Product;
  /** The one that the chosen variant has for itself: it comes into sight. */
  pictureId: string | null;
  onCloser(index: number): void;
}

/** Pictures to swipe through; each opens large. */
export function PictureStrip({ product, pictureId, onCloser }: PictureStripProps) {
  const { t } = useTranslation();
  const { pictures, title } = product;
  const strip = useRef<HTMLUListElement>(null);
  const at = pictures.findIndex((picture) => picture.id === pictureId);
  useEffect(() => {
    const list = strip.current;
    const picture = list?.children[at];
    if (!list || !(picture instanceof HTMLElement)) return;
    // Only the strip moves, sideways: the page stays where it is.
    list.scrollTo({ left: picture.offsetLeft - (list.clientWidth - picture.offsetWidth) / 2 });
  }, [at]);
  return (
    <ul
      ref={strip}
      data-testid="picture-strip"
      className="relative motion-safe:scroll-smooth -mx-5 flex snap-x snap-mandatory gap-2 overflow-x-auto px-5"
    >
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
