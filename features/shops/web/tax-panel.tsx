import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { CountryField } from '../../../platform/ui/country-field.tsx';
import { useCountryNames } from '../../../platform/ui/country-names.ts';
import { IconButton } from '../../../platform/ui/icon-button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { Notice } from '../../../platform/ui/notice.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { fieldsOfRates, isOfClasses, noRates, parseRate, type RateFields, readRates } from '../rates.ts';
import { taxCountriesMax, taxIdCharsMax } from '../terms.ts';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { RateField, ReducedFields } from './rate-fields.tsx';
import { TickBox } from './tick-box.tsx';
import { useChangeSettings } from './use-settings.ts';

interface CountryRates extends RateFields {
  readonly country: string;
}

/** Whether tax is in the prices, and what it is. */
export function TaxPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { tax, shop } = settings;
  const [included, setIncluded] = useState(tax.pricesInclude);
  const [own, setOwn] = useState(() => fieldsOfRates(tax, locale));
  const [rates, setRates] = useState<readonly CountryRates[]>(() =>
    tax.rates.map((one) => ({ country: one.country, ...fieldsOfRates(one, locale) })),
  );
  const [more, setMore] = useState(() => [tax, ...tax.rates].some(isOfClasses));
  const [taxId, setTaxId] = useState(tax.taxId);
  const [tried, setTried] = useState(false);
  const save = useChangeSettings(shop.id, onSaved);
  const submit = () => {
    setTried(true);
    const read = readRates(own);
    const ofCountries = rates.flatMap(({ country, ...fields }) => {
      const ofCountry = readRates(fields);
      return ofCountry ? [{ country, ...ofCountry }] : [];
    });
    if (!read || ofCountries.length < rates.length) return;
    void save.run({ tax: { pricesInclude: included, ...read, rates: ofCountries, taxId: taxId.trim() } });
  };
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={submit}>
      <InPrices included={included} onChange={setIncluded} />
      <OwnRates {...{ more, tried }} rates={own} onMore={() => setMore(true)} onChange={setOwn} />
      <PanelPart title={t('shops:tax.others')} text={t('shops:tax.othersWhy')}>
        <RatesOfCountries {...{ rates, tried, more }} onChange={setRates} />
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

interface OwnRatesProps {
  rates: RateFields;
  more: boolean;
  tried: boolean;
  onMore(): void;
  onChange(rates: RateFields): void;
}

/** The rates of every country without rates of its own: one, and behind a button those of the further classes. */
function OwnRates({ rates, more, tried, onMore, onChange }: OwnRatesProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <RateField
          label={t('shops:tax.rate')}
          hint={t('shops:tax.rateHint')}
          value={rates.rate}
          problem={tried && parseRate(rates.rate) === null}
          onChange={(rate) => onChange({ ...rates, rate })}
          testId="tax-rate"
        />
        {more && (
          <ReducedFields
            rates={rates}
            tried={tried}
            labelOf={(key) => t(`shops:tax.${key}`)}
            onChange={(next) => onChange({ ...rates, ...next })}
          />
        )}
      </div>
      {more ? (
        <p className="text-small text-muted">{t('shops:tax.moreWhy')}</p>
      ) : (
        <Button look="plain" size="small" className="justify-self-start" onClick={onMore} data-testid="tax-more">
          {t('shops:tax.more')}
        </Button>
      )}
    </>
  );
}

interface RatesOfCountriesProps {
  rates: readonly CountryRates[];
  tried: boolean;
  /** Whether there are rates of further classes. */
  more: boolean;
  onChange(rates: readonly CountryRates[]): void;
}

function RatesOfCountries({ rates, tried, more, onChange }: RatesOfCountriesProps) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const add = (country: string) => {
    if (country === '' || rates.some((one) => one.country === country)) return;
    onChange([...rates, { country, ...noRates }]);
  };
  return (
    <>
      {rates.length > 0 && (
        <ul className="grid gap-2">
          {rates.map((one) => (
            <CountryRow
              key={one.country}
              {...{ tried, more }}
              rates={one}
              name={nameOf(one.country)}
              onChange={(next) =>
                onChange(rates.map((each) => (each.country === one.country ? { ...each, ...next } : each)))
              }
              onRemove={() => onChange(rates.filter(({ country }) => country !== one.country))}
            />
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

interface CountryRowProps {
  rates: RateFields;
  name: string;
  tried: boolean;
  more: boolean;
  onChange(change: Partial<RateFields>): void;
  onRemove(): void;
}

function CountryRow({ rates, name, tried, more, onChange, onRemove }: CountryRowProps) {
  const { t } = useTranslation();
  return (
    <li className="grid grid-cols-[1fr_7rem_auto] items-start gap-2">
      <span className="min-w-0 self-center font-semibold">{name}</span>
      <RateField
        label={t('shops:tax.rateOf', { country: name })}
        bare
        value={rates.rate}
        problem={tried && parseRate(rates.rate) === null}
        onChange={(rate) => onChange({ rate })}
      />
      <IconButton label={t('shops:tax.remove', { country: name })} onClick={onRemove}>
        <X aria-hidden className="size-5" />
      </IconButton>
      {more && (
        <div className="col-span-full grid items-start gap-2 border-s-2 border-line ps-3 sm:grid-cols-2">
          <ReducedFields
            {...{ rates, tried, onChange }}
            labelOf={(key) => t(`shops:tax.${key}Of`, { country: name })}
          />
        </div>
      )}
    </li>
  );
}
