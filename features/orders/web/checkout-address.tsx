import { MapPin } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SwitchField } from '../../../platform/ui/switch-field.tsx';
import { addressLine, isSameAddress } from '../address-line.ts';
import type { Address } from '../protocol.ts';
import { AddressChoice } from './address-choice.tsx';
import { AddressFields } from './address-fields.tsx';
import { Remembered } from './remembered.tsx';

interface CheckoutAddressProps {
  title: string;
  known: readonly Address[];
  /** One of those, or one that is typed. */
  address: Address;
  empty: Address;
  /** The countries that the shop delivers to; null for all. */
  countries: readonly string[] | null;
  keep: boolean;
  onKeep(keep: boolean): void;
  onChange(address: Address): void;
}

/** Where it goes: one line to glance at, one's other addresses behind it, and the fields for another. */
export function CheckoutAddress(props: CheckoutAddressProps) {
  const { t } = useTranslation();
  const { title, known, address, empty, countries, keep, onKeep, onChange } = props;
  const [open, setOpen] = useState(known.length === 0);
  const chosen = known.find((one) => isSameAddress(one, address)) ?? null;
  const [typing, setTyping] = useState(known.length === 0);
  if (!open) {
    return (
      <Remembered
        icon={<MapPin aria-hidden className="size-5" />}
        title={title}
        text={addressLine(address)}
        onChange={() => setOpen(true)}
      />
    );
  }
  return (
    <div className="grid gap-4">
      {known.length > 0 && (
        <AddressChoice
          legend={title}
          among={known}
          chosen={typing ? null : chosen}
          onChoose={(one) => {
            setTyping(one === null);
            onChange(one ?? empty);
          }}
        />
      )}
      {typing && (
        <fieldset>
          <legend className={known.length > 0 ? 'sr-only' : 'mb-3 font-bold'}>{title}</legend>
          <AddressFields address={address} served={withChosen(countries, address.country)} onChange={onChange} />
          <SwitchField label={t('orders:address.keep')} on={keep} onChange={onKeep} testId="address-keep" />
        </fieldset>
      )}
    </div>
  );
}

/** The book, and what the last paid order went to where the book lacks it. The first is what a checkout begins with. */
export function knownAddresses(book: readonly Address[], last: Address | null): readonly Address[] {
  return last === null || book.some((one) => isSameAddress(one, last)) ? book : [...book, last];
}

/** A country that is not served stays in the list until another is chosen: the sheet says why it will not do. */
function withChosen(countries: readonly string[] | null, chosen: string): readonly string[] | null {
  return countries === null || countries.includes(chosen) ? countries : [...countries, chosen];
}
