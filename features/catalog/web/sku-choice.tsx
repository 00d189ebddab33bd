import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { chooseValue, valueState } from '../options.ts';
import type { Product } from '../protocol.ts';

interface SkuChoiceProps {
  product: Product;
  skuId: string;
  onChoose(skuId: string): void;
}

/** By option where the product has options, else by variant. Hidden when there is nothing to choose. */
export function SkuChoice({ product, skuId, onChoose }: SkuChoiceProps) {
  const { t } = useTranslation();
  const { skus, options } = product;
  if (skus.length < 2) return null;
  if (options.length > 0) return <OptionChoice {...{ product, skuId, onChoose }} />;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-small font-semibold">{t('catalog:product.variant')}</legend>
      <div className="flex flex-wrap gap-2">
        {skus.map((sku) => (
          <Chip
            key={sku.id}
            group="sku"
            text={sku.name}
            chosen={sku.id === skuId}
            out={sku.left === 0}
            disabled={false}
            onChoose={() => onChoose(sku.id)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** One row of values for each option. A value that is sold out with the other choices is struck through, and can be looked at. */
function OptionChoice({ product: { skus, options }, skuId, onChoose }: SkuChoiceProps) {
  const { t } = useTranslation();
  const chosen = skus.find((sku) => sku.id === skuId);
  return (
    <div className="grid gap-4">
      {options.map((option, at) => (
        <fieldset key={option.name} className="grid gap-2">
          <legend className="mb-2 text-small font-semibold">
            {option.name} <span className="font-normal text-muted">{chosen?.values[at]}</span>
          </legend>
          <div className="flex flex-wrap gap-2">
            {option.values
              .filter((value) => skus.some((sku) => sku.values[at] === value))
              .map((value) => {
                const state = valueState(skus, skuId, at, value);
                const said = {
                  free: value,
                  soldOut: 'catalog:product.soldOutSo',
                  gone: 'catalog:product.goneValue',
                } as const;
                return (
                  <Chip
                    key={value}
                    group={`option-${at}`}
                    text={value}
                    label={state === 'free' ? value : t(said[state], { value })}
                    chosen={chosen?.values[at] === value}
                    out={state !== 'free'}
                    disabled={state === 'gone'}
                    onChoose={() => onChoose(chooseValue(skus, skuId, at, value))}
                  />
                );
              })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

interface ChipProps {
  group: string;
  text: string;
  label?: string;
  chosen: boolean;
  out: boolean;
  disabled: boolean;
  onChoose(): void;
}

function Chip({ group, text, label = text, chosen, out, disabled, onChoose }: ChipProps) {
  return (
    <label
      data-testid="sku-chip"
      data-out={out}
      className={classNames(
        'flex min-h-11 items-center rounded-control border px-3.5 text-small font-semibold has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
        chosen ? 'border-accent bg-accent-soft text-accent-text' : 'border-line-strong bg-surface',
        out && 'text-muted line-through',
        disabled ? 'cursor-not-allowed border-dashed' : 'cursor-pointer',
      )}
    >
      <input
        type="radio"
        name={group}
        className="sr-only"
        aria-label={label}
        checked={chosen}
        disabled={disabled}
        onChange={onChoose}
      />
      {text}
    </label>
  );
}
