import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { newId } from '../../../platform/ui/ids.ts';
import { type Picture, skusPerProductMax } from '../protocol.ts';
import { blankSku } from './edit-draft.ts';
import { activeOptions, type OptionFields, type Problems, type SkuFields } from './edit-options-draft.ts';
import { SkuRow } from './edit-sku-row.tsx';
import type { SkuVideos } from './use-sku-videos.ts';

interface EditSkusProps {
  skus: readonly SkuFields[];
  options: readonly OptionFields[];
  pictures: readonly Picture[];
  videos: SkuVideos;
  currency: string;
  problems: Problems;
  onChange(skus: readonly SkuFields[]): void;
}

/** One line for each variant: its name, its price, and how many there are. */
export function EditSkus({ skus, options, pictures, videos, currency, problems, onChange }: EditSkusProps) {
  const { t } = useTranslation();
  const optioned = activeOptions(options).length > 0;
  const change = (id: string, next: Partial<SkuFields>) =>
    onChange(skus.map((sku) => (sku.id === id ? { ...sku, ...next } : sku)));
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.variants')}</legend>
      <p className="text-small text-muted">
        {t('catalog:edit.savePrices')} {t('catalog:edit.livePriceHint')}
      </p>
      <ul className="grid gap-3">
        {skus.map((sku, at) => (
          <SkuRow
            key={sku.id}
            sku={sku}
            place={at + 1}
            only={skus.length === 1}
            optioned={optioned}
            pictures={pictures}
            video={videos.of(sku.id)}
            currency={currency}
            problems={problems}
            onChange={(next) => change(sku.id, next)}
            onRemove={() => onChange(skus.filter((each) => each.id !== sku.id))}
          />
        ))}
      </ul>
      {skus.length < skusPerProductMax && !optioned && (
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
