import { useTranslation } from 'react-i18next';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { type CouponFields, endMinuteChoices, readEnd } from '../coupon-form.ts';
import { useSpanText } from './span-text.ts';

type Ends = Pick<CouponFields, 'ends' | 'endMinutes' | 'endTime'>;

/** One list for all: never, so many minutes from now, or a time. */
export function EndField({ fields, set }: { fields: Ends; set(change: Partial<Ends>): void }) {
  const { t } = useTranslation();
  const spanText = useSpanText();
  const { ends, endMinutes, endTime } = fields;
  const choose = (value: string) =>
    set(value === 'never' || value === 'time' ? { ends: value } : { ends: 'minutes', endMinutes: value });
  const wrong = ends === 'time' && endTime !== '' && readEnd(fields, Date.now()) === 'wrong';
  return (
    <div className="grid gap-3">
      <SelectField
        label={t('coupons:studio.ends')}
        value={ends === 'minutes' ? endMinutes : ends}
        data-testid="coupon-ends"
        onChange={(event) => choose(event.target.value)}
        options={[
          { value: 'never', label: t('coupons:studio.endsNever') },
          ...endMinuteChoices.map((minutes) => ({
            value: `${minutes}`,
            label: t('coupons:studio.endsIn', { span: spanText(minutes) }),
          })),
          { value: 'time', label: t('coupons:studio.endsAt') },
        ]}
      />
      {ends === 'time' && (
        <TextField
          label={t('coupons:studio.endTime')}
          type="datetime-local"
          required
          value={endTime}
          problem={wrong ? t('coupons:studio.endPast') : null}
          data-testid="coupon-end-time"
          onChange={(event) => set({ endTime: event.target.value })}
        />
      )}
    </div>
  );
}
