import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { SwitchField } from '../../../platform/ui/switch-field.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { type CouponFields, firstCouponFields, readCoupon } from '../coupon-form.ts';
import type { NamedProduct } from '../coupon-scope.ts';
import { type MakeCoupon, perPersonMax, quotaMax } from '../protocol.ts';
import { EndField } from './end-field.tsx';
import { OffFields } from './off-fields.tsx';
import { ScopeField } from './scope-field.tsx';

interface CouponFormProps {
  currency: string;
  /** What a coupon can be for. */
  products: readonly NamedProduct[];
  /** Where there are more of them than are shown at once. */
  find?: ReactNode;
  /** What making it is called here. */
  make: string;
  busy: boolean;
  onMake(draft: Omit<MakeCoupon, 'id'>): void;
}

/** A new coupon; everything but its name has a first value. */
export function CouponForm({ currency, products, find, make, busy, onMake }: CouponFormProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [fields, setFields] = useState<CouponFields>(firstCouponFields);
  const set = (change: Partial<CouponFields>) => setFields((before) => ({ ...before, ...change }));
  const ready = readCoupon(fields, { currency, locale, now: Date.now() }) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Minutes count from now, and not from the last key.
    const draft = readCoupon(fields, { currency, locale, now: Date.now() });
    if (draft) onMake(draft);
  };
  return (
    <form className="grid gap-4" onSubmit={submit} data-testid="coupon-form">
      <TextField
        label={t('coupons:studio.name')}
        placeholder={t('coupons:studio.namePlaceholder')}
        value={fields.title}
        maxLength={60}
        required
        data-testid="coupon-title"
        onChange={(event) => set({ title: event.target.value })}
      />
      <OffFields fields={fields} set={set} testId="coupon" />
      <TextField
        label={t('coupons:studio.minimum')}
        value={fields.minimum}
        inputMode="decimal"
        data-testid="coupon-minimum"
        onChange={(event) => set({ minimum: event.target.value })}
      />
      <ScopeField
        products={products}
        find={find}
        chosen={fields.productIds}
        onChange={(productIds) => set({ productIds })}
      />
      <EndField fields={fields} set={set} />
      <HowMany fields={fields} set={set} />
      <SwitchField
        label={t('coupons:studio.liveOnly')}
        on={fields.liveOnly}
        testId="coupon-live-only"
        onChange={(liveOnly) => set({ liveOnly })}
      />
      <SwitchField
        label={t('coupons:studio.stacks')}
        on={fields.stacks}
        onChange={(stacks) => set({ stacks })}
        testId="coupon-stacks"
      />
      <Button type="submit" size="large" busy={busy} disabled={!ready} data-testid="coupon-make">
        {make}
      </Button>
    </form>
  );
}

interface Fields {
  fields: CouponFields;
  set(change: Partial<CouponFields>): void;
}

function HowMany({ fields, set }: Fields) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t('coupons:studio.quota')}
        type="number"
        min={1}
        max={quotaMax}
        required
        value={fields.quota}
        data-testid="coupon-quota"
        onChange={(event) => set({ quota: event.target.value })}
      />
      <TextField
        label={t('coupons:studio.perPerson')}
        type="number"
        min={1}
        max={perPersonMax}
        required
        value={fields.perPerson}
        onChange={(event) => set({ perPerson: event.target.value })}
      />
    </div>
  );
}
