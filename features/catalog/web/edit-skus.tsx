import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { newId } from '../../../platform/ui/ids.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { skuNameCharsMax, skusPerProductMax } from '../protocol.ts';
import { blankSku, type Problems, type SkuFields } from './edit-draft.ts';

interface EditSkusProps {
  skus: readonly SkuFields[];
  currency: string;
  problems: Problems;
  onChange(skus: readonly SkuFields[]): void;
}

/** An amount that shows how one is written in this language. */
const exampleMinor = 1290;

/** One line for each variant: its name, its price, and how many there are. */
export function EditSkus({ skus, currency, problems, onChange }: EditSkusProps) {
  const { t } = useTranslation();
  const change = (id: string, next: Partial<SkuFields>) =>
    onChange(skus.map((sku) => (sku.id === id ? { ...sku, ...next } : sku)));
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.variants')}</legend>
      <p className="text-small text-muted">{t('catalog:edit.savePrices')}</p>
      <ul className="grid gap-3">
        {skus.map((sku, at) => (
          <SkuRow
            key={sku.id}
            sku={sku}
            place={at + 1}
            only={skus.length === 1}
            currency={currency}
            problems={problems}
            onChange={(next) => change(sku.id, next)}
            onRemove={() => onChange(skus.filter((each) => each.id !== sku.id))}
          />
        ))}
      </ul>
      {skus.length < skusPerProductMax && (
        <Button
          look="plain"
          className="justify-self-start"
          onClick={() => onChange([...skus, blankSku(newId())])}
          data-testid="edit-add-variant"
        >
          <Plus aria-hidden className="size-5" />
          {t('catalog:edit.addVariant')}
        </Button>
      )}
    </fieldset>
  );
}

interface SkuRowProps {
  sku: SkuFields;
  place: number;
  only: boolean;
  currency: string;
  problems: Problems;
  onChange(next: Partial<SkuFields>): void;
  onRemove(): void;
}

function SkuRow({ sku, place, only, currency, problems, onChange, onRemove }: SkuRowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const said = (field: string) => {
    const key = problems[`${sku.id}.${field}`];
    if (key === undefined) return null;
    return t(`catalog:edit.${key}`, { example: formatMoney(exampleMinor, currency, locale) });
  };
  return (
    <li className="grid grid-cols-2 items-start gap-3 rounded-card border border-line bg-surface p-3 sm:grid-cols-[1fr_9rem_8rem_auto]">
      <TextField
        label={t('catalog:edit.variant')}
        className="max-sm:col-span-2"
        placeholder={t(only ? 'catalog:edit.variantOnly' : 'catalog:edit.variantPlaceholder')}
        maxLength={skuNameCharsMax}
        value={sku.name}
        onChange={(event) => onChange({ name: event.target.value })}
        problem={said('name')}
        data-testid={`edit-variant-${place}`}
      />
      <TextField
        label={`${t('catalog:edit.price')} (${currency})`}
        inputMode="decimal"
        autoComplete="off"
        value={sku.price}
        onChange={(event) => onChange({ price: event.target.value })}
        problem={said('price')}
        data-testid={`edit-price-${place}`}
      />
      <TextField
        label={t('catalog:edit.onHand')}
        inputMode="numeric"
        autoComplete="off"
        value={sku.onHand}
        onChange={(event) => onChange({ onHand: event.target.value })}
        problem={said('onHand')}
        data-testid={`edit-stock-${place}`}
      />
      {!only && (
        <IconButton
          label={t('catalog:edit.removeVariant', { name: sku.name || place })}
          className="max-sm:col-span-2 max-sm:justify-self-end sm:mt-6.5"
          onClick={onRemove}
        >
          <Trash2 aria-hidden className="size-4.5" />
        </IconButton>
      )}
    </li>
  );
}
