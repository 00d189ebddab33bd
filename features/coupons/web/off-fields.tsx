import { useTranslation } from 'react-i18next';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import type { CouponFields } from '../coupon-form.ts';
import { couponPercentMax } from '../protocol.ts';

type Off = Pick<CouponFields, 'kind' | 'percentOff' | 'amount'>;

interface OffFieldsProps {
  fields: Off;
  set(change: Partial<Off>): void;
  testId: string;
}

/** A part of the price or a sum. */
export function OffFields({ fields, set, testId }: OffFieldsProps) {
  const { t } = useTranslation();
  const percent = fields.kind === 'percent';
  return (
    <div className="grid gap-3">
      <Segmented
        label={t('coupons:studio.kind')}
        value={fields.kind}
        onChange={(kind) => set({ kind })}
        options={[
          { value: 'percent', label: t('coupons:studio.percent') },
          { value: 'amount', label: t('coupons:studio.amount'), testId: `${testId}-kind-amount` },
        ]}
      />
      <TextField
        label={t(percent ? 'coupons:studio.percentOff' : 'coupons:studio.amountOff')}
        value={percent ? fields.percentOff : fields.amount}
        inputMode={percent ? 'numeric' : 'decimal'}
        {...(percent ? { type: 'number', min: 1, max: couponPercentMax } : {})}
        required
        data-testid={`${testId}-off`}
        onChange={(event) => set(percent ? { percentOff: event.target.value } : { amount: event.target.value })}
      />
    </div>
  );
}
