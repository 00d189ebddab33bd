import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CountryField } from '../../../platform/ui/country-field.tsx';
import { useCountryNames } from '../../../platform/ui/country-names.ts';

interface CountrySetProps {
  countries: readonly string[];
  onChange(countries: readonly string[]): void;
}

/** Some countries, each of which can be taken out again. */
export function CountrySet({ countries, onChange }: CountrySetProps) {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const add = (country: string) => {
    if (country !== '' && !countries.includes(country)) onChange([...countries, country]);
  };
  return (
    <div className="grid gap-3">
      <ul className="flex flex-wrap gap-2" aria-label={t('shops:delivery.served')}>
        {countries.map((country) => (
          <li
            key={country}
            className="flex items-center rounded-full border border-line bg-surface ps-4 text-small font-semibold"
          >
            {nameOf(country)}
            <button
              type="button"
              aria-label={t('shops:delivery.remove', { country: nameOf(country) })}
              onClick={() => onChange(countries.filter((one) => one !== country))}
              className="grid size-11 place-items-center rounded-full text-muted hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          </li>
        ))}
      </ul>
      <CountryField
        label={t('shops:delivery.add')}
        className="sm:max-w-96"
        value=""
        none={t('shops:panel.choose')}
        onChange={add}
        testId="delivery-add-country"
      />
    </div>
  );
}
