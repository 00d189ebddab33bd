import { useTranslation } from 'react-i18next';
import { CountryField } from '../../../platform/ui/country-field.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import type { Address } from '../protocol.ts';

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
  /** The countries that the shop delivers to; null for all. */
  served: readonly string[] | null;
  onChange(address: Address): void;
}

/** As few fields as a parcel needs; the browser fills them in when it knows them. */
export function AddressFields({ address, served, onChange }: AddressFieldsProps) {
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
      <CountryField
        label={t('orders:address.country')}
        value={address.country}
        among={served}
        autoComplete="country"
        onChange={(country) => onChange({ ...address, country })}
      />
    </div>
  );
}
