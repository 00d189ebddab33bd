import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { type Picture, skuNameCharsMax } from '../protocol.ts';
import type { Problems, SkuFields } from './edit-options-draft.ts';
import { EditSkuMore } from './edit-sku-more.tsx';
import type { Uploads } from './use-uploads.ts';

export interface SkuRowProps {
  sku: SkuFields;
  place: number;
  only: boolean;
  /** Its name is made of the product's options. */
  optioned: boolean;
  pictures: readonly Picture[];
  video: Uploads;
  currency: string;
  problems: Problems;
  onChange(next: Partial<SkuFields>): void;
  onRemove(): void;
}

/** An amount that shows how one is written in this language. */
const exampleMinor = 1290;

/** One variant: its name, its prices, and how many there are. */
export function SkuRow(props: SkuRowProps) {
  const { sku, place, only, optioned, pictures, video, currency, problems, onChange, onRemove } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  const said = (field: string) => {
    const key = problems[`${sku.id}.${field}`];
    if (key === undefined) return null;
    return t(`catalog:edit.${key}`, { example: formatMoney(exampleMinor, currency, locale) });
  };
  const field = (name: 'price' | 'livePrice' | 'onHand') => ({
    autoComplete: 'off',
    value: sku[name],
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
    problem: said(name),
  });
  return (
    <li className="grid grid-cols-2 items-start gap-3 rounded-card border border-line bg-surface p-3 sm:grid-cols-[1fr_1fr_1fr_auto]">
      <SkuName sku={sku} place={place} only={only} optioned={optioned} problem={said('name')} onChange={onChange} />
      {!only && (
        <IconButton
          label={t('catalog:edit.removeVariant', { name: sku.name || place })}
          className="max-sm:order-last max-sm:col-span-2 max-sm:justify-self-end "
          onClick={onRemove}
        >
          <Trash2 aria-hidden className="size-4.5" />
        </IconButton>
      )}
      <TextField
        {...field('price')}
        label={`${t('catalog:edit.price')} (${currency})`}
        inputMode="decimal"
        data-testid={`edit-price-${place}`}
      />
      <TextField
        {...field('livePrice')}
        label={`${t('catalog:edit.livePrice')} (${currency})`}
        placeholder={t('catalog:edit.livePriceNone')}
        inputMode="decimal"
        data-testid={`edit-live-price-${place}`}
      />
      <TextField
        {...field('onHand')}
        label={t('catalog:edit.onHand')}
        inputMode="numeric"
        data-testid={`edit-stock-${place}`}
      />
      <EditSkuMore {...{ sku, place, pictures, video, onChange }} problem={said('code')} />
    </li>
  );
}

interface SkuNameProps extends Pick<SkuRowProps, 'sku' | 'place' | 'only' | 'optioned' | 'onChange'> {
  problem: string | null;
}

function SkuName({ sku, place, only, optioned, problem, onChange }: SkuNameProps) {
  const { t } = useTranslation();
  if (optioned) {
    return (
      <p className="self-center font-bold max-sm:col-span-2 sm:col-span-3" data-testid={`edit-name-${place}`}>
        {sku.name}
      </p>
    );
  }
  return (
    <TextField
      label={t('catalog:edit.variant')}
      className={only ? 'col-span-full' : 'max-sm:col-span-2 sm:col-span-3'}
      placeholder={t(only ? 'catalog:edit.variantOnly' : 'catalog:edit.variantPlaceholder')}
      maxLength={skuNameCharsMax}
      value={sku.name}
      onChange={(event) => onChange({ name: event.target.value })}
      problem={problem}
      data-testid={`edit-variant-${place}`}
    />
  );
}
