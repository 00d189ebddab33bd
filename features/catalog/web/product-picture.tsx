import { Image } from 'lucide-react';
import { classNames } from '../../../platform/ui/class-names.ts';
import { type Product, pictureWidths, type Sku } from '../protocol.ts';

type Picture = Product['pictures'][number];

/** The variant's own picture where it has one, else the cover. */
export function pictureOf(product: Product, sku: Sku | undefined): Picture | undefined {
  return product.pictures.find((picture) => picture.id === sku?.pictureId) ?? product.pictures[0];
}

/** A picture in the widths that there are; the browser takes the one that fits. `sizes` is its width on the page. */
export function ProductPicture({
  picture,
  alt,
  sizes,
  className,
}: {
  picture: Picture | undefined;
  alt: string;
  sizes: string;
  className?: string;
}) {
  if (picture === undefined) {
    return (
      <span className={classNames('grid place-items-center bg-sunken text-muted', className)}>
        <Image aria-hidden className="size-1/3 opacity-60" />
      </span>
    );
  }
  // The one for looking closer is not for a page, however many pixels a phone has.
  const widths = picture.widths.filter((width) => pictureWidths.some((listed) => listed === width));
  const address = (width: number) => `/pictures/${picture.id}/${width}.webp`;
  return (
    <img
      src={address(widths.at(-1) ?? 160)}
      srcSet={widths.map((width) => `${address(width)} ${width}w`).join(', ')}
      sizes={sizes}
      width={picture.width}
      height={picture.height}
      alt={alt}
      loading="lazy"
      className={classNames('bg-sunken object-cover', className)}
    />
  );
}
