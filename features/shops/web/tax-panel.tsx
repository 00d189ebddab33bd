import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountryField } from '../../../platform/ui/country-field.tsx';
import { useCountryNames } from '../../../platform/ui/country-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { Notice } from '../../../platform/ui/notice.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { editableRate, parseRate } from '../rates.ts';
import { taxCountriesMax, taxIdCharsMax } from '../terms.ts';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { TickBox } from './tick-box.tsx';
import { useChangeSettings } from './use-settings.ts';

interface CountryRate {
  readonly country: string;
  readonly rate: string;
}

/** Whether tax is in the prices, and what it is. */
export function TaxPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { tax, shop } = settings;
  const [included, setIncluded] = useState(tax.pricesInclude);
  const [rate, setRate] = useState(editableRate(tax.rateBp, locale));
  const [rates, setRates] = useState<readonly CountryRate[]>(
    tax.rates.map(({ country, rateBp }) => ({ country, rate: editableRate(rateBp, locale) })),
  );
  const [taxId, setTaxId] = useState(tax.taxId);
  const [tried, setTried] = useState(false);
  const save = useChangeSettings(shop.id, onSaved);
  const submit = () => {
    setTried(true);
    const rateBp = parseRate(rate);
    const read = rates.map((one) => ({ country: one.country, rateBp: parseRate(one.rate) }));
    if (rateBp === null || read.some((one) => one.rateBp === null)) return;
    const whole = read.map(({ country, rateBp }) => ({ country, rateBp: rateBp! }));
    void save.run({ tax: { pricesInclude: included, rateBp, rates: whole, taxId: taxId.trim() } });
  };
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <InPrices included={included} onChange={setIncluded} />
      <TextField
        label={t('shops:tax.rate')}
        hint={t('shops:tax.rateHint')}
        inputMode="decimal"
        className="sm:max-w-72"
        value={rate}
        onChange={(event) => setRate(event.target.value)}
        problem={tried && parseRate(rate) === null ? t('shops:tax.rateWrong') : null}
        data-testid="tax-rate"
      />
      <PanelPart title={t('shops:tax.others')} text={t('shops:tax.othersWhy')}>
        <CountryRates rates={rates} tried={tried} onChange={setRates} />
      </PanelPart>
      <TextField
        label={t('shops:tax.id')}
        hint={t('shops:tax.idHint')}
        maxLength={taxIdCharsMax}
        className="sm:max-w-96"
        value={taxId}
        onChange={(event) => setTaxId(event.target.value)}
        data-testid="tax-id"
      />
      <Notice>{t('shops:tax.advice')}</Notice>
    </PanelForm>
  );
}

function InPrices({ included, onChange }: { included: boolean; onChange(included: boolean): void }) {
  const { t } = useTranslation();
  return (
    <PanelPart title={t('shops:tax.prices')}>
      <div className="grid gap-2 sm:grid-cols-2">
        {[true, false].map((choice) => (
          <TickBox
            key={String(choice)}
            type="radio"
            name="tax-included"
            label={t(choice ? 'shops:tax.included' : 'shops:tax.added')}
            hint={t(choice ? 'shops:tax.includedWhat' : 'shops:tax.addedWhat')}
            checked={included === choice}
            onChange={() => onChange(choice)}
            testId={choice ? 'tax-included' : 'tax-added'}
          />
        ))}
      </div>
    </PanelPart>
  );
}

interface CountryRatesProps {
  rates: readonly CountryRate[];
  tried: boolean;
  onChange(rates: readonly CountryRate[]): void;
}

function CountryRates({ rates, tried, onChange }: CountryRatesProps) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const add = (country: string) => {
    if (country !== '' && !rates.some((one) => one.country === country)) onChange([...rates, { country, rate: '' }]);
  };
  return (
    <>
      {rates.length > 0 && (
        <ul className="grid gap-2">
          {rates.map(({ country, rate }) => (
            <li key={country} className="grid grid-cols-[1fr_7rem_auto] items-start gap-2">
              <span className="min-w-0 self-center font-semibold">{nameOf(country)}</span>
              <TextField
                label={t('shops:tax.rateOf', { country: nameOf(country) })}
                bare
                inputMode="decimal"
                value={rate}
                onChange={(event) =>
                  onChange(rates.map((one) => (one.country === country ? { country, rate: event.target.value } : one)))
                }
                problem={tried && parseRate(rate) === null ? t('shops:tax.rateWrong') : null}
              />
              <IconButton
                label={t('shops:tax.remove', { country: nameOf(country) })}
                onClick={() => onChange(rates.filter((one) => one.country !== country))}
              >
                <X aria-hidden className="size-5" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {rates.length < taxCountriesMax && (
        <div className="flex items-end gap-2 text-muted sm:max-w-96">
          <Plus aria-hidden className="mb-3 size-5 shrink-0" />
          <CountryField
            label={t('shops:tax.add')}
            className="flex-1"
            value=""
            none={t('shops:panel.choose')}
            onChange={add}
            testId="tax-add-country"
          />
        </div>
      )}
    </>
  );
}
