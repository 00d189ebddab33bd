import { GripVertical, Megaphone, Pin, PinOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { LeftText } from '../../../../features/catalog/web/product-numbers.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import { StudioDeal } from '../../../../features/deals/web/studio-deal.tsx';
import { ariaKeys } from '../../../../features/rooms/studio-keys.ts';
import { Badge } from '../../../../platform/ui/badge.tsx';
import { Button } from '../../../../platform/ui/button.tsx';
import { classNames } from '../../../../platform/ui/class-names.ts';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { MoneyText } from '../../../../platform/ui/money-text.tsx';
import type { DragOrder } from './use-drag-order.ts';
import type { Pins } from './use-pins.ts';

interface RunRowProps {
  product: Product;
  place: number;
  pins: Pins;
  units: number;
  keys: boolean;
  grip: ReturnType<DragOrder['gripOf']> | null;
  shift: ReturnType<DragOrder['shiftOf']>;
  dragging: boolean;
  onExplain?(): void;
  /** Null for who may not announce deals. */
  dealsOf: string | null;
}

export function RunRow({ product, place, pins, units, keys, grip, shift, dragging, onExplain, dealsOf }: RunRowProps) {
  const { t } = useTranslation();
  const pinned = pins.pins.some((pin) => pin.productId === product.id);
  const explaining = pins.explainedId === product.id;
  const soldOut = productNumbers(product).left === 0;
  return (
    <li
      data-testid={`run-${product.id}`}
      data-sold-out={soldOut || undefined}
      style={dragging ? { transform: `translateY(${shift.y}px)` } : undefined}
      className={classNames(
        'flex min-h-17 min-w-0 items-center gap-2 rounded-card border p-1.5 pe-2',
        explaining ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
        dragging && (shift.held ? 'relative z-10 shadow-high' : 'transition-transform duration-150'),
      )}
    >
      {grip && <Grip product={product} grip={grip} />}
      <Face product={product} place={place} dim={soldOut} />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex min-w-0 items-baseline gap-2 leading-snug">
          <span className={classNames('truncate font-bold', soldOut && 'text-muted')} title={product.title}>
            {product.title}
          </span>
          {units > 0 && (
            <span className="tabular shrink-0 text-tiny font-bold text-good">
              {t('rooms:studio.run.units', { count: units })}
            </span>
          )}
        </p>
        <div className="flex min-w-0 items-center gap-x-3">
          {soldOut && <Badge tone="bad">{t('rooms:studio.run.soldOut')}</Badge>}
          <SkuNumbers product={product} quiet={soldOut} />
        </div>
      </div>
      {dealsOf !== null && <StudioDeal roomId={dealsOf} product={product} live />}
      <Acts
        product={product}
        place={keys ? place : undefined}
        pinned={pinned}
        explaining={explaining}
        pins={pins}
        onExplain={onExplain}
      />
    </li>
  );
}

function Grip({ product, grip }: { product: Product; grip: NonNullable<RunRowProps['grip']> }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      {...grip}
      data-grip={product.id}
      data-testid={`run-grip-${product.id}`}
      aria-label={t('rooms:studio.run.move', { title: product.title })}
      aria-keyshortcuts="ArrowUp ArrowDown"
      title={t('rooms:studio.run.moveHint')}
      className="-me-1 grid h-11 w-7 shrink-0 cursor-grab touch-none place-items-center rounded-control text-muted hover:text-ink active:cursor-grabbing"
    >
      <GripVertical aria-hidden className="size-5" />
    </button>
  );
}

function Face({ product, place, dim }: { product: Product; place: number; dim: boolean }) {
  return (
    <span className="relative shrink-0">
      <ProductPicture
        picture={product.pictures[0]}
        alt=""
        sizes="56px"
        className={classNames('size-14 rounded-control', dim && 'opacity-45')}
      />
      <span className="tabular absolute start-0 top-0 grid min-w-5 place-items-center rounded-ss-control rounded-ee-chip bg-stage/80 px-1 text-tiny font-bold text-on-stage">
        {place}
      </span>
    </span>
  );
}

/** Each variant with its price and what is left; of one that is sold out altogether only the prices. */
export function SkuNumbers({ product, quiet = false }: { product: Product; quiet?: boolean }) {
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-0.5 text-small">
      {product.skus.map((sku) => (
        <li key={sku.id} data-testid={`run-sku-${sku.id}`} className="flex min-w-0 items-baseline gap-1.5">
          {sku.name && <span className="truncate text-muted">{sku.name}</span>}
          <MoneyText
            minor={sku.priceMinor}
            currency={product.currency}
            className={quiet ? 'text-muted' : 'font-bold'}
          />
          {!quiet && (
            <span className="whitespace-nowrap">
              <LeftText left={sku.left} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ActsProps {
  product: Product;
  place: number | undefined;
  pinned: boolean;
  explaining: boolean;
  pins: Pins;
  onExplain?: (() => void) | undefined;
}

function Acts({ product: { id, title }, place, pinned, explaining, pins, onExplain }: ActsProps) {
  const { t } = useTranslation();
  const pinText = pinned ? t('rooms:studio.run.unpinNamed', { title }) : `${t('rooms:studio.run.pinOnly')}: ${title}`;
  const keys = place === undefined ? undefined : ariaKeys('explain', place);
  const Icon = pinned ? PinOff : Pin;
  return (
    <div className="flex shrink-0 items-center gap-1">
      {explaining ? (
        <span className="flex min-h-11 items-center gap-1.5 px-2 text-small font-bold text-accent-text">
          <Megaphone aria-hidden className="size-5 shrink-0" />
          <span className="max-sm:sr-only">{t('rooms:studio.run.explaining')}</span>
        </span>
      ) : (
        <Button
          look="plain"
          className="px-3"
          aria-label={t('rooms:studio.run.explainNamed', { title })}
          aria-keyshortcuts={keys}
          title={keys && `${t('rooms:studio.run.explain')} (${keys})`}
          data-testid={`pin-${id}`}
          onClick={() => {
            pins.run({ productId: id, act: 'explain' });
            onExplain?.();
          }}
        >
          <Megaphone aria-hidden className="size-5 shrink-0" />
          <span className="max-sm:hidden lg:max-xl:hidden">{t('rooms:studio.run.explain')}</span>
        </Button>
      )}
      <IconButton
        label={pinText}
        look={pinned && !explaining ? 'accent' : 'quiet'}
        data-testid={`${pinned ? 'unpin' : 'pin-only'}-${id}`}
        onClick={() => pins.run({ productId: id, act: pinned ? 'unpin' : 'pin' })}
      >
        <Icon aria-hidden className="size-5" />
      </IconButton>
    </div>
  );
}
