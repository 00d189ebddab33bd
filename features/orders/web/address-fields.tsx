import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../platform/ui/text-field.tsx';
import type { Address } from '../protocol.ts';
import { countries } from './countries.ts';

export const emptyAddress: Address = {
  name: '',
  line1: '',
  line2: '',
  postcode: '',
  city: '',
  country: 'DE',
  phone: '',
};

interface AddressFieldsProps {
  address: Address;
  onChange(address: Address): void;
}

/** As few fields as a parcel needs; the browser fills them in when it knows them. */
export function AddressFields({ address, onChange }: AddressFieldsProps) {
  const { t } = useTranslation();
  const field = (key: keyof Address, autoComplete: string, maxLength: number) => ({
    value: address[key],
    onChange: (event: { target: { value: string } }) => onChange({ ...address, [key]: event.target.value }),
    autoComplete,
    maxLength,
    name: key,
    'data-testid': `address-${key}`,
  });
  return (
    <div className="grid gap-3">
      <TextField label={t('orders:address.name')} required {...field('name', 'name', 80)} />
      <TextField label={t('orders:address.line1')} required {...field('line1', 'address-line1', 120)} />
      <TextField label={t('orders:address.line2')} {...field('line2', 'address-line2', 120)} />
      <div className="grid grid-cols-[2fr_3fr] gap-3">
        <TextField label={t('orders:address.postcode')} required {...field('postcode', 'postal-code', 16)} />
        <TextField label={t('orders:address.city')} required {...field('city', 'address-level2', 80)} />
      </div>
      <CountryField country={address.country} onChange={(country) => onChange({ ...address, country })} />
    </div>
  );
}

function CountryField({ country, onChange }: { country: string; onChange(country: string): void }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
  const sorted = countries
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((one, other) => one.name.localeCompare(other.name, i18n.language));
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-small font-semibold">
        {t('orders:address.country')}
      </label>
      <select
        id={id}
        value={country}
        autoComplete="country"
        onChange={(event) => onChange(event.target.value)}
        className="min-h-11 w-full rounded-control border border-line-strong bg-surface px-3 text-body"
      >
        {sorted.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
