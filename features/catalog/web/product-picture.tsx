import { Image } from 'lucide-react';
import { classNames } from '../../../platform/ui/class-names.ts';
import { type Product, pictureWidths, type Sku } from '../protocol.ts';

type Picture = Product['pictures'][number];

/** The variant's own picture where it has one, else the cover. */
export function pictureOf(product: Product, sku: Pick<Sku, 'pictureId'> | undefined): Picture | undefined {
  return product.pictures.find((picture) => picture.id === sku?.pictureId) ?? product.pictures[0];
}

/** At its widest for a page: the one for looking closer is not for a page, however many pixels a phone has. */
export function pictureAddress(picture: Picture): string {
  return addressAt(picture, pageWidths(picture).at(-1) ?? 160);
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
  return (
    <img
      src={pictureAddress(picture)}
      srcSet={pageWidths(picture)
        .map((width) => `${addressAt(picture, width)} ${width}w`)
        .join(', ')}
      sizes={sizes}
      width={picture.width}
      height={picture.height}
      alt={alt}
      loading="lazy"
      className={classNames('bg-sunken object-cover', className)}
    />
  );
}

function pageWidths({ widths }: Picture): number[] {
  return widths.filter((width) => pictureWidths.some((listed) => listed === width));
}

function addressAt({ id }: Picture, width: number): string {
  return `/pictures/${id}/${width}.webp`;
}
