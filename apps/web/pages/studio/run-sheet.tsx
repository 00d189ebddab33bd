import { Megaphone, Pin, PinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { LeftText } from '../../../../features/catalog/web/product-numbers.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import { Badge } from '../../../../platform/ui/badge.tsx';
import { Button } from '../../../../platform/ui/button.tsx';
import { classNames } from '../../../../platform/ui/class-names.ts';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import type { Pins } from './use-pins.ts';

interface RunSheetProps {
  products: readonly Product[];
  pins: Pins;
  /** Units paid for in this show, by product. */
  units: ReadonlyMap<string, number>;
}

/** The bag as the plan of the show: one tap moves everybody's eyes to a product. */
export function RunSheet({ products, pins, units }: RunSheetProps) {
  const explained = products.findIndex((product) =>
    pins.pins.some((pin) => pin.explaining && pin.productId === product.id),
  );
  return (
    <ol className="grid gap-2" data-testid="run-sheet">
      {products.map((product, at) => (
        <Row
          key={product.id}
          product={product}
          place={at + 1}
          next={at === explained + 1}
          pins={pins}
          units={units.get(product.id) ?? 0}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  product: Product;
  place: number;
  /** The one that comes after what is being explained now. */
  next: boolean;
  pins: Pins;
  units: number;
}

function Row({ product, place, next, pins, units }: RowProps) {
  const { t } = useTranslation();
  const pin = pins.pins.find((each) => each.productId === product.id);
  const { left } = productNumbers(product);
  return (
    <li
      data-testid={`run-${product.id}`}
      className={classNames(
        'grid gap-2 rounded-card border p-2 transition duration-200 xl:grid-cols-[1fr_14rem] xl:items-center',
        pin?.explaining ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <div className="flex min-w-0 items-start gap-3">
        <Thumb product={product} place={place} dim={left === 0} />
        <div className="grid min-w-0 flex-1 gap-0.5">
          <p className="line-clamp-2 font-bold leading-snug">{product.title}</p>
          <SkuNumbers product={product} />
          <p className="flex flex-wrap items-center gap-1.5">
            {pin && !pin.explaining && <Badge tone="accent">{t('rooms:studio.run.pinned')}</Badge>}
            {left === 0 && <Badge tone="bad">{t('rooms:studio.run.soldOut')}</Badge>}
            {units > 0 && <Badge tone="good">{t('rooms:studio.run.units', { count: units })}</Badge>}
          </p>
        </div>
      </div>
      <PinActs
        product={product}
        pinned={pin !== undefined}
        explaining={pin?.explaining ?? false}
        next={next}
        pins={pins}
      />
    </li>
  );
}

function Thumb({ product, place, dim }: { product: Product; place: number; dim: boolean }) {
  return (
    <span className="relative shrink-0">
      <ProductPicture
        picture={product.pictures[0]}
        alt=""
        sizes="64px"
        className={classNames('size-16 rounded-control', dim && 'opacity-50')}
      />
      <span className="tabular absolute start-0 top-0 grid min-w-5 place-items-center rounded-ss-control rounded-ee-chip bg-glass px-1 text-tiny font-bold text-on-stage">
        {place}
      </span>
    </span>
  );
}

function SkuNumbers({ product }: { product: Product }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-small">
      {product.skus.map((sku) => (
        <li key={sku.id} data-testid={`run-sku-${sku.id}`} className="flex items-baseline gap-1.5">
          {sku.name && <span className="text-muted">{sku.name}</span>}
          <MoneyText minor={sku.priceMinor} currency={product.currency} className="font-bold" />
          <LeftText left={sku.left} />
        </li>
      ))}
    </ul>
  );
}

interface PinActsProps {
  product: Product;
  pinned: boolean;
  explaining: boolean;
  next: boolean;
  pins: Pins;
}

function PinActs({ product: { id, title }, pinned, explaining, next, pins }: PinActsProps) {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-1.5">
      {explaining ? (
        <span className="flex min-h-11 flex-1 items-center justify-center gap-2 text-small font-bold text-accent-text">
          <Megaphone aria-hidden className="size-5" />
          {t('rooms:studio.run.explaining')}
        </span>
      ) : (
        <Button
          look={next ? 'accent' : 'plain'}
          className="flex-1"
          aria-label={t('rooms:studio.run.explainNamed', { title })}
          data-testid={`pin-${id}`}
          onClick={() => pins.run({ productId: id, act: 'explain' })}
        >
          <Megaphone aria-hidden className="size-5" />
          {t('rooms:studio.run.explain')}
        </Button>
      )}
      {pinned ? (
        <IconButton
          label={t('rooms:studio.run.unpinNamed', { title })}
          look="plain"
          data-testid={`unpin-${id}`}
          onClick={() => pins.run({ productId: id, act: 'unpin' })}
        >
          <PinOff aria-hidden className="size-5" />
        </IconButton>
      ) : (
        <IconButton
          label={`${t('rooms:studio.run.pinOnly')}: ${title}`}
          look="plain"
          data-testid={`pin-only-${id}`}
          onClick={() => pins.run({ productId: id, act: 'pin' })}
        >
          <Pin aria-hidden className="size-5" />
        </IconButton>
      )}
    </div>
  );
}
