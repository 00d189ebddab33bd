import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { newId } from '../../../platform/ui/ids.ts';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextArea, TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Picture, Product } from '../protocol.ts';
import { blankProduct, fieldsOf, type ProductFields, readFields } from './edit-draft.ts';
import { EditPictures } from './edit-pictures.tsx';
import { shopProductsKey } from './edit-products.ts';
import { EditSkus } from './edit-skus.tsx';
import { EditState } from './edit-state.tsx';
import { useUploads } from './use-uploads.ts';

interface EditProductFormProps {
  shopId: string;
  currency: string;
  /** Null for a new one. */
  product: Product | null;
  onSaved(product: Product): void;
}

const titleCharsMax = 120;
const descriptionCharsMax = 4_000;

/** Everything about one product on one page. Nothing is sent before it reads well. */
export function EditProductForm(props: EditProductFormProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const { fields, change, uploads, problems, count, tried, save, submit } = useProductForm(props);

  // The first wrong field comes into sight, wherever one has scrolled.
  useEffect(() => {
    if (tried) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tried]);

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-7">
      <div className="grid gap-4">
        <TextField
          label={t('catalog:edit.name')}
          placeholder={t('catalog:edit.namePlaceholder')}
          maxLength={titleCharsMax}
          value={fields.title}
          onChange={(event) => change({ title: event.target.value })}
          problem={problems.title ? t(`catalog:edit.${problems.title}`) : null}
          data-testid="edit-title"
        />
        <TextArea
          label={t('catalog:edit.description')}
          hint={t('catalog:edit.descriptionHint')}
          maxLength={descriptionCharsMax}
          rows={5}
          value={fields.description}
          onChange={(event) => change({ description: event.target.value })}
          data-testid="edit-description"
        />
      </div>
      <EditPictures pictures={fields.pictures} uploads={uploads} onChange={(pictures) => change({ pictures })} />
      <EditSkus
        skus={fields.skus}
        currency={props.currency}
        problems={problems}
        onChange={(skus) => change({ skus })}
      />
      <EditState value={fields.state} onChange={(state) => change({ state })} />
      <SaveBar wrong={tried ? count : 0} error={save.error} busy={save.busy} uploading={uploads.running} />
    </form>
  );
}

function useProductForm({ shopId, currency, product, onSaved }: EditProductFormProps) {
  const { t, i18n } = useTranslation();
  const reading = { currency, locale: i18n.language };
  const queries = useQueryClient();
  const [fields, setFields] = useState(() => (product ? fieldsOf(product, reading.locale) : blankProduct(newId())));
  const [tried, setTried] = useState(false);
  const uploads = useUploads(shopId, (picture) => setFields((now) => withPicture(now, picture)));
  const { problems } = readFields(fields, { ...reading, id: '' });
  const count = Object.keys(problems).length;
  const save = useAct(
    (id, wanted: ProductFields) => {
      const { draft } = readFields(wanted, { ...reading, id });
      if (product) return api.put<Product>(`/api/products/${product.id}`, draft);
      return api.post<Product>(`/api/shops/${shopId}/products`, draft);
    },
    {
      onDone: (saved) => {
        setFields(fieldsOf(saved, reading.locale));
        setTried(false);
        void queries.invalidateQueries({ queryKey: shopProductsKey(shopId) });
        queries.setQueryData(['product', saved.id], saved);
        toast(t('catalog:edit.saved'), 'good');
        onSaved(saved);
      },
    },
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(count > 0);
    if (count === 0 && !uploads.running) void save.run(fields);
  }
  const change = (next: Partial<ProductFields>) => setFields((now) => ({ ...now, ...next }));
  return { fields, change, uploads, problems: tried ? problems : {}, count, tried, save, submit };
}

/** The same file again is the same picture: it must not stand there twice. */
function withPicture(fields: ProductFields, picture: Picture): ProductFields {
  const known = fields.pictures.some((each) => each.id === picture.id);
  return known ? fields : { ...fields, pictures: [...fields.pictures, picture] };
}

interface SaveBarProps {
  /** How many entries are wrong, once one has tried to save. */
  wrong: number;
  error: unknown;
  busy: boolean;
  uploading: boolean;
}

function SaveBar({ wrong, error, busy, uploading }: SaveBarProps) {
  const { t } = useTranslation();
  return (
    <div className="sticky bottom-0 z-10 -mx-4 grid gap-3 border-t border-line bg-paper/95 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] backdrop-blur">
      {wrong > 0 && <Notice tone="bad">{t('catalog:edit.fix', { count: wrong })}</Notice>}
      {error !== null && <Notice tone="bad">{refusalText(error)}</Notice>}
      <div className="flex items-center justify-end gap-3">
        {uploading && <span className="text-small text-muted">{t('catalog:edit.uploadsRunning')}</span>}
        <Button type="submit" size="large" busy={busy} disabled={uploading} data-testid="edit-save">
          {t(busy ? 'catalog:edit.saving' : 'catalog:edit.save')}
        </Button>
      </div>
    </div>
  );
}
