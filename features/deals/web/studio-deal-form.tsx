import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editableMoney, formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { productNumbers } from '../../catalog/product-numbers.ts';
import type { Product } from '../../catalog/protocol.ts';
import { percentText } from '../countdown.ts';
import {
  countdownChoices,
  type DealFields,
  draftOf,
  firstDealFields,
  offOf,
  percentChoices,
  runMinuteChoices,
} from '../deal-form.ts';
import { dealPriceMinor } from '../deals.ts';
import { dealUnitsMax, perBuyerMax } from '../protocol.ts';
import type { DealWish } from './use-studio-deals.ts';

interface Fields {
  fields: DealFields;
  set(change: Partial<DealFields>): void;
}

interface StudioDealFormProps {
  product: Product;
  live: boolean;
  busy: boolean;
  onSetUp(wish: DealWish): void;
}

/** What is off, how many, and when: everything has a first value, so that one tap is enough while one talks. */
export function StudioDealForm({ product, live, busy, onSetUp }: StudioDealFormProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [fields, setFields] = useState<DealFields>(firstDealFields);
  const set = (change: Partial<DealFields>) => setFields((before) => ({ ...before, ...change }));
  const off = offOf(fields, product.currency, locale);
  const { fromMinor } = productNumbers(product);
  const money = (minor: number) => formatMoney(minor, product.currency, locale);
  const setUp = (announce: boolean) => {
    if (off) onSetUp({ act: 'set up', announce, draft: draftOf(fields, product.id, off) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp(live);
  };
  return (
    <form className="grid gap-4" onSubmit={submit} data-testid="deal-form">
      <Off {...{ fields, set, product }} />
      {off && (
        <p className="text-small text-muted" data-testid="deal-preview">
          {t('deals:studio.preview', { price: money(dealPriceMinor(off, fromMinor)), was: money(fromMinor) })}
        </p>
      )}
      <HowMany fields={fields} set={set} />
      <div className="flex flex-wrap gap-2">
        {live && (
          <Button
            type="submit"
            size="large"
            busy={busy}
            disabled={!off}
            data-testid="deal-announce-now"
            className="flex-1"
          >
            {t('deals:studio.announceNow')}
          </Button>
        )}
        <Button
          look="plain"
          size="large"
          busy={!live && busy}
          disabled={!off || busy}
          data-testid="deal-keep"
          className="flex-1"
          onClick={() => setUp(false)}
        >
          {t('deals:studio.keep')}
        </Button>
      </div>
    </form>
  );
}

function HowMany({ fields, set }: Fields) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-2 gap-3">
      <CountField
        label={t('deals:studio.units')}
        value={fields.units}
        max={dealUnitsMax}
        name="units"
        onChange={(units) => set({ units })}
      />
      <CountField
        label={t('deals:studio.perBuyer')}
        value={fields.perBuyer}
        max={perBuyerMax}
        name="per-buyer"
        onChange={(perBuyer) => set({ perBuyer })}
      />
      <SelectField
        label={t('deals:studio.countdown')}
        value={fields.countdownSeconds}
        data-testid="deal-countdown"
        onChange={(event) => set({ countdownSeconds: Number(event.target.value) })}
        options={countdownChoices.map((seconds) => ({
          value: `${seconds}`,
          label: t('deals:studio.seconds', { count: seconds }),
        }))}
      />
      <SelectField
        label={t('deals:studio.run')}
        value={fields.runMinutes}
        data-testid="deal-run"
        onChange={(event) => set({ runMinutes: Number(event.target.value) })}
        options={runMinuteChoices.map((minutes) => ({
          value: `${minutes}`,
          label: t('deals:studio.minutes', { count: minutes }),
        }))}
      />
    </div>
  );
}

function Off({ fields, set, product }: Fields & { product: Product }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { fromMinor } = productNumbers(product);
  return (
    <div className="grid gap-3">
      <Segmented
        label={t('deals:studio.kind')}
        value={fields.kind}
        onChange={(kind) => set({ kind })}
        options={[
          { value: 'percent', label: t('deals:studio.percent'), testId: 'deal-kind-percent' },
          { value: 'price', label: t('deals:studio.price'), testId: 'deal-kind-price' },
        ]}
      />
      {fields.kind === 'percent' ? (
        <SelectField
          label={t('deals:studio.percentOff')}
          value={fields.percentOff}
          data-testid="deal-percent"
          onChange={(event) => set({ percentOff: Number(event.target.value) })}
          options={percentChoices.map((percent) => ({ value: `${percent}`, label: percentText(percent, locale) }))}
        />
      ) : (
        <TextField
          label={t('deals:studio.priceMinor')}
          value={fields.price}
          inputMode="decimal"
          placeholder={editableMoney(dealPriceMinor({ percentOff: 20 }, fromMinor), product.currency, locale)}
          data-testid="deal-price-field"
          onChange={(event) => set({ price: event.target.value })}
        />
      )}
    </div>
  );
}

interface CountFieldProps {
  label: string;
  value: number;
  max: number;
  name: string;
  onChange(value: number): void;
}

function CountField({ label, value, max, name, onChange }: CountFieldProps) {
  return (
    <TextField
      label={label}
      type="number"
      inputMode="numeric"
      min={1}
      max={max}
      required
      value={value || ''}
      data-testid={`deal-${name}`}
      onChange={(event) => onChange(Math.min(max, Math.max(0, Math.floor(Number(event.target.value)))))}
    />
  );
}
