import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { TextArea, TextField } from '../../../platform/ui/text-field.tsx';
import { type ApplyFields, readApplication } from '../apply-form.ts';
import { claimCharsMax, type Document, meaningCharsMax, noteCharsMax } from '../protocol.ts';
import { DocumentList } from './document-list.tsx';
import { useApply } from './use-verification.ts';

const noFields: ApplyFields = {
  ...{ kind: 'shop', legalName: '', registerNumber: '', address: '' },
  ...{ productId: '', claim: '', meaning: '', note: '' },
};

interface Choice {
  readonly id: string;
  readonly title: string;
}

interface ApplyFormProps {
  shopId: string;
  products: readonly Choice[];
  finder?: ReactNode;
  onClose(): void;
}

/** For the shop or one of its products, with the documents that prove it. */
export function ApplyForm({ shopId, products, finder, onClose }: ApplyFormProps) {
  const { t } = useTranslation();
  // What is chosen stays among the choices when a search finds others.
  const [chosen, setChosen] = useState(products[0]);
  const choices = chosen && !products.some(({ id }) => id === chosen.id) ? [chosen, ...products] : products;
  const [fields, setFields] = useState<ApplyFields>({ ...noFields, productId: chosen?.id ?? '' });
  const [documents, setDocuments] = useState<readonly Document[]>([]);
  const [tried, setTried] = useState(false);
  const apply = useApply(shopId, onClose);
  const set = (change: Partial<ApplyFields>) => setFields((before) => ({ ...before, ...change }));
  const wanted = readApplication(
    fields,
    documents.map(({ id }) => id),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wanted) void apply.run(wanted);
  };
  return (
    <form
      noValidate
      onSubmit={submit}
      className="grid gap-4 rounded-card border border-line bg-surface p-4 shadow-low"
      data-testid="apply-form"
    >
      <What
        fields={fields}
        set={set}
        products={choices}
        finder={finder}
        onChosen={(id) => setChosen(choices.find((one) => one.id === id))}
      />
      <TextArea
        label={t('verification:form.note')}
        value={fields.note}
        maxLength={noteCharsMax}
        dir="auto"
        onChange={(event) => set({ note: event.target.value })}
      />
      <DocumentList shopId={shopId} documents={documents} onChange={setDocuments} />
      {tried && wanted === null && <Notice tone="bad">{t('verification:form.incomplete')}</Notice>}
      {apply.error !== null && <Notice tone="bad">{refusalText(apply.error)}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose} disabled={apply.busy}>
          {t('verification:form.cancel')}
        </Button>
        <Button type="submit" busy={apply.busy} data-testid="apply-send">
          {t('verification:form.send')}
        </Button>
      </div>
    </form>
  );
}

interface FieldsProps {
  fields: ApplyFields;
  set(change: Partial<ApplyFields>): void;
}

interface WhatProps extends FieldsProps, Pick<ApplyFormProps, 'products' | 'finder'> {
  onChosen(productId: string): void;
}

/** The shop or a product, and what is claimed of it. */
function What({ fields, set, ...products }: WhatProps) {
  const { t } = useTranslation();
  return (
    <>
      {products.products.length > 0 && (
        <Segmented
          label={t('verification:form.kind')}
          value={fields.kind}
          options={[
            { value: 'shop', label: t('verification:form.shop') },
            { value: 'product', label: t('verification:form.product'), testId: 'apply-product' },
          ]}
          onChange={(kind) => set({ kind })}
        />
      )}
      {fields.kind === 'shop' ? (
        <ShopFields fields={fields} set={set} />
      ) : (
        <ProductFields fields={fields} set={set} {...products} />
      )}
    </>
  );
}

function ShopFields({ fields, set }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Notice>{t('verification:form.shownHint')}</Notice>
      <TextField
        label={t('verification:form.legalName')}
        value={fields.legalName}
        maxLength={120}
        autoComplete="organization"
        data-testid="apply-legal-name"
        onChange={(event) => set({ legalName: event.target.value })}
      />
      <TextField
        label={t('verification:form.registerNumber')}
        value={fields.registerNumber}
        maxLength={60}
        data-testid="apply-register-number"
        onChange={(event) => set({ registerNumber: event.target.value })}
      />
      <TextArea
        label={t('verification:form.address')}
        value={fields.address}
        maxLength={400}
        data-testid="apply-address"
        onChange={(event) => set({ address: event.target.value })}
      />
    </>
  );
}

function ProductFields({ fields, set, products, finder, onChosen }: WhatProps) {
  const { t } = useTranslation();
  return (
    <>
      <Notice>{t('verification:form.words')}</Notice>
      {finder}
      <SelectField
        label={t('verification:form.which')}
        value={fields.productId}
        options={products.map(({ id, title }) => ({ value: id, label: title }))}
        data-testid="apply-which"
        onChange={(event) => {
          set({ productId: event.target.value });
          onChosen(event.target.value);
        }}
      />
      <TextField
        label={t('verification:form.claim')}
        hint={t('verification:form.claimHint')}
        value={fields.claim}
        maxLength={claimCharsMax}
        data-testid="apply-claim"
        onChange={(event) => set({ claim: event.target.value })}
      />
      <TextArea
        label={t('verification:form.meaning')}
        hint={t('verification:form.meaningHint')}
        value={fields.meaning}
        maxLength={meaningCharsMax}
        dir="auto"
        data-testid="apply-meaning"
        onChange={(event) => set({ meaning: event.target.value })}
      />
    </>
  );
}
