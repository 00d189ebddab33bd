import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import type { Product, Sku } from '../protocol.ts';
import { LeftText } from './product-numbers.tsx';
import { ProductPicture } from './product-picture.tsx';

/** Pictures to swipe through, the price and stock of the chosen variant, and the description. */
export function ProductDetails({ product, sku }: { product: Product; sku: Sku | undefined }) {
  return (
    <div className="grid gap-3">
      <Pictures product={product} />
      <h3 className="text-title font-extrabold leading-tight">{product.title}</h3>
      {sku && (
        <p className="flex items-baseline gap-3">
          <MoneyText
            minor={sku.priceMinor}
            currency={product.currency}
            className="text-title font-extrabold text-accent-text"
            testId="product-price"
          />
          <LeftText left={sku.left} testId="product-left" />
        </p>
      )}
      {product.description !== '' && <p className="whitespace-pre-line text-muted">{product.description}</p>}
    </div>
  );
}

/** Hidden when there is nothing to choose. */
export function SkuChoice({
  product,
  skuId,
  onChoose,
}: {
  product: Product;
  skuId: string;
  onChoose(skuId: string): void;
}) {
  const { t } = useTranslation();
  if (product.skus.length < 2) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-small font-semibold">{t('catalog:product.variant')}</legend>
      <div className="flex flex-wrap gap-2">
        {product.skus.map((sku) => (
          <label
            key={sku.id}
            className={classNames(
              'flex min-h-11 cursor-pointer items-center rounded-control border px-3.5 text-small font-semibold has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
              sku.id === skuId ? 'border-accent bg-accent-soft text-accent-text' : 'border-line-strong bg-surface',
              sku.left === 0 && 'line-through opacity-60',
            )}
          >
            <input
              type="radio"
              name="sku"
              className="sr-only"
              checked={sku.id === skuId}
              disabled={sku.left === 0}
              onChange={() => onChoose(sku.id)}
            />
            {sku.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Pictures({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { pictures } = product;
  if (pictures.length === 0) return null;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls must be reachable by the keyboard.
      tabIndex={0}
      aria-label={t('catalog:product.pictures')}
      className="-mx-5 flex snap-x snap-mandatory gap-2 overflow-x-auto px-5"
    >
      {pictures.map((picture, index) => (
        <ProductPicture
          key={picture.id}
          picture={picture}
          alt={t('catalog:product.picture', { number: index + 1, title: product.title })}
          sizes="(min-width: 48rem) 24rem, 100vw"
          className={classNames(
            'aspect-square max-h-[42dvh] snap-center rounded-card',
            pictures.length === 1 ? 'w-full' : 'w-11/12 shrink-0',
          )}
        />
      ))}
    </section>
  );
}
