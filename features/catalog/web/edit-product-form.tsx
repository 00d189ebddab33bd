import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { newId } from '../../../platform/ui/ids.ts';
import { LeaveGuard } from '../../../platform/ui/leave-guard.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { TextArea, TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Model, Picture, Product } from '../protocol.ts';
import { EditAbout } from './edit-about.tsx';
import { blankProduct, fieldsOf, type ProductFields, readFields } from './edit-draft.ts';
import { EditLimit } from './edit-limit.tsx';
import { EditModel } from './edit-model.tsx';
import { EditOptions } from './edit-options.tsx';
import { withOptions } from './edit-options-draft.ts';
import { EditPictures } from './edit-pictures.tsx';
import { EditReserve } from './edit-reserve.tsx';
import { EditSaveBar } from './edit-save-bar.tsx';
import { EditSkus } from './edit-skus.tsx';
import { EditSpin, useSpinUploads } from './edit-spin.tsx';
import { EditState } from './edit-state.tsx';
import { EditTaxClass } from './edit-tax-class.tsx';
import { shopProductsKey } from './product-list.ts';
import { useSkuVideos, withVideo } from './use-sku-videos.ts';
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
  const form = useRef<HTMLFormElement>(null);
  const { fields, change, uploads, problems, count, tried, save, submit, unsaved, discard } = useProductForm(props);

  // The first wrong field comes into sight, wherever one has scrolled.
  useEffect(() => {
    if (tried) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tried]);

  return (
    <form ref={form} noValidate onSubmit={submit} className="grid grid-cols-1 gap-5">
      <LeaveGuard unsaved={unsaved} />
      <WordSection fields={fields} problem={problems.title} change={change} />
      <LookSections fields={fields} uploads={uploads} problem={problems.spin} change={change} />
      <FormSection>
        <EditOptions
          options={fields.options}
          problems={problems}
          onChange={(options) => change(withOptions(fields, options))}
        />
        <EditSkus
          skus={fields.skus}
          options={fields.options}
          pictures={fields.pictures}
          videos={uploads.videos}
          currency={props.currency}
          problems={problems}
          onChange={(skus) => change({ skus })}
        />
        <EditLimit value={fields.limit} problem={problems.limit} onChange={(limit) => change({ limit })} />
        <EditTaxClass value={fields.taxClass} onChange={(taxClass) => change({ taxClass })} />
        <EditReserve value={fields.reserve} problem={problems.reserve} onChange={(reserve) => change({ reserve })} />
      </FormSection>
      <FormSection>
        <EditAbout about={fields.about} onChange={(about) => change({ about })} />
      </FormSection>
      <FormSection>
        <EditState value={fields.state} onChange={(state) => change({ state })} />
      </FormSection>
      <EditSaveBar
        wrong={tried ? count : 0}
        error={save.error}
        busy={save.busy}
        uploading={uploads.running}
        unsaved={unsaved.current}
        onDiscard={discard}
      />
    </form>
  );
}

interface SectionProps {
  fields: ProductFields;
  /** The key of what is wrong with it. */
  problem: string | undefined;
  change(next: Partial<ProductFields>): void;
}

function WordSection({ fields, problem, change }: SectionProps) {
  const { t } = useTranslation();
  return (
    <FormSection>
      <TextField
        label={t('catalog:edit.name')}
        placeholder={t('catalog:edit.namePlaceholder')}
        maxLength={titleCharsMax}
        value={fields.title}
        onChange={(event) => change({ title: event.target.value })}
        problem={problem ? t(`catalog:edit.${problem}`) : null}
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
    </FormSection>
  );
}

/** Pictures, the turn and the model: how the product is seen. */
function LookSections({ fields, problem, change, uploads }: SectionProps & { uploads: ProductUploads }) {
  return (
    <>
      <FormSection>
        <EditPictures
          pictures={fields.pictures}
          uploads={uploads.pictures}
          onChange={(pictures) => change({ pictures })}
        />
      </FormSection>
      <FormSection>
        <EditSpin
          frames={fields.spin}
          title={fields.title}
          uploads={uploads.spin}
          problem={problem}
          onChange={(spin) => change({ spin })}
        />
      </FormSection>
      <FormSection>
        <EditModel
          model={fields.model}
          title={fields.title}
          poster={fields.pictures[0]}
          uploads={uploads.model}
          onChange={(model) => change({ model })}
        />
      </FormSection>
    </>
  );
}

function useProductForm({ shopId, currency, product, onSaved }: EditProductFormProps) {
  const { t } = useTranslation();
  // A price half typed is read the way it was begun, whatever language is chosen meanwhile.
  const reading = { currency, locale: useRef(useLocale()).current };
  const queries = useQueryClient();
  const [kept, setKept] = useState(() => (product ? fieldsOf(product, reading.locale) : blankProduct(newId())));
  const [fields, setFields] = useState(kept);
  const [tried, setTried] = useState(false);
  const uploads = useProductUploads(shopId, setFields);
  const { problems } = readFields(fields, { ...reading, id: '' });
  const count = Object.keys(problems).length;
  const unsaved = useRef(false);
  unsaved.current = uploads.running || JSON.stringify(fields) !== JSON.stringify(kept);
  const save = useAct(
    (id, wanted: ProductFields) => {
      const { draft } = readFields(wanted, { ...reading, id });
      if (product) return api.put<Product>(`/api/products/${product.id}`, draft);
      return api.post<Product>(`/api/shops/${shopId}/products`, draft);
    },
    {
      onDone: (saved) => {
        const now = fieldsOf(saved, reading.locale);
        setKept(now);
        setFields(now);
        unsaved.current = false;
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
  const discard = () => {
    setFields(kept);
    setTried(false);
  };
  return { fields, change, uploads, problems: tried ? problems : {}, count, tried, save, submit, unsaved, discard };
}

type ProductUploads = ReturnType<typeof useProductUploads>;
type Change = (next: (now: ProductFields) => ProductFields) => void;

function useProductUploads(shopId: string, change: Change) {
  const pictures = useUploads<Picture>(`/api/shops/${shopId}/pictures`, (picture) =>
    change((now) => withPicture(now, picture)),
  );
  const spin = useSpinUploads(shopId, (next) => change((now) => ({ ...now, spin: next(now.spin) })));
  const model = useUploads<Model>(`/api/shops/${shopId}/models`, (made) => change((now) => ({ ...now, model: made })));
  const videos = useSkuVideos(shopId, (skuId, video) => change((now) => withVideo(now, skuId, video)));
  const running = [pictures, spin, model, videos.all].some((each) => each.running);
  return { pictures, spin, model, videos, running };
}

/** The same file again is the same picture: it must not stand there twice. */
function withPicture(fields: ProductFields, picture: Picture): ProductFields {
  const known = fields.pictures.some((each) => each.id === picture.id);
  return known ? fields : { ...fields, pictures: [...fields.pictures, picture] };
}

function FormSection({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-4 rounded-card border border-line bg-surface p-4 shadow-low sm:p-5">
      {children}
    </div>
  );
}
