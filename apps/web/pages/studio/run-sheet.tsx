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
  return (
    <ol className="grid gap-2" data-testid="run-sheet">
      {products.map((product, at) => (
        <Row key={product.id} product={product} place={at + 1} pins={pins} units={units.get(product.id) ?? 0} />
      ))}
    </ol>
  );
}

function Row({ product, place, pins, units }: { product: Product; place: number; pins: Pins; units: number }) {
  const { t } = useTranslation();
  const pin = pins.pins.find((each) => each.productId === product.id);
  const { left } = productNumbers(product);
  return (
    <li
      data-testid={`run-${product.id}`}
      className={classNames(
        'grid gap-2 rounded-card border p-2 transition duration-200',
        pin?.explaining ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <div className="flex items-start gap-3">
        <ProductPicture
          picture={product.pictures[0]}
          alt=""
          sizes="64px"
          className={classNames('size-16 shrink-0 rounded-control', left === 0 && 'opacity-50')}
        />
        <div className="grid min-w-0 flex-1 gap-1">
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="tabular text-small font-bold text-muted">{place}</span>
            {pin && (
              <Badge tone={pin.explaining ? 'live' : 'accent'}>
                {t(pin.explaining ? 'rooms:studio.run.explaining' : 'rooms:studio.run.pinned')}
              </Badge>
            )}
            {left === 0 && <Badge tone="bad">{t('rooms:studio.run.soldOut')}</Badge>}
            {units > 0 && <Badge tone="good">{t('rooms:studio.run.units', { count: units })}</Badge>}
          </div>
          <p className="line-clamp-2 font-bold leading-snug">{product.title}</p>
          <SkuNumbers product={product} />
        </div>
      </div>
      <PinActs product={product} pinned={pin !== undefined} explaining={pin?.explaining ?? false} pins={pins} />
    </li>
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
  pins: Pins;
}

function PinActs({ product: { id, title }, pinned, explaining, pins }: PinActsProps) {
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
          look={pinned ? 'accent' : 'plain'}
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
