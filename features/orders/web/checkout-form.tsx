import { CreditCard, MapPin } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import type { PaymentMethod } from '../../payments/protocol.ts';
import type { ShopTerms } from '../../shops/terms.ts';
import { addressLine } from '../address-line.ts';
import type { Address, Checkout } from '../protocol.ts';
import type { Place } from '../totals.ts';
import { AddressFields, emptyAddress } from './address-fields.tsx';
import { DeliveryChoice } from './delivery-choice.tsx';
import { MethodChoice } from './method-choice.tsx';
import { methodAmong, useTaken } from './use-taken.ts';

export const checkoutFormId = 'checkout';

interface CheckoutFormProps {
  remembered: Checkout | undefined;
  /** The shop's country, to begin with. */
  country: string;
  terms: ShopTerms | undefined;
  /** Called as soon as it is known where the order would go, and whenever that changes. */
  onPlace(place: Place): void;
  onPay(checkout: { address: Address; method: PaymentMethod; pickup?: true }): void;
  /** Fields that go before the address, such as the buyer's name in the room. */
  children?: ReactNode;
}

/** The first time a short form; from then on two lines to glance at, and the pay button (`form={checkoutFormId}`). */
export function CheckoutForm({ remembered, country, terms, onPlace, onPay, children }: CheckoutFormProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<Address>(remembered?.address ?? { ...emptyAddress, country });
  const [wished, setWished] = useState(remembered?.method);
  const taken = useTaken(terms);
  const method = methodAmong(taken, wished);
  const [editing, setEditing] = useState({ address: !remembered?.address, method: !remembered?.method });
  const [fetching, setFetching] = useState(false);
  const delivery = terms?.delivery;
  const pickup = delivery?.pickup === true && (fetching || delivery.countries?.length === 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place counts, not the function that hears of it.
  useEffect(() => onPlace({ country: address.country, pickup }), [address.country, pickup]);
  const served = pickup ? null : withChosen(delivery?.countries ?? null, address.country);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPay({ address: trimmed(address), method, ...(pickup ? { pickup: true as const } : {}) });
  };
  return (
    <form id={checkoutFormId} onSubmit={submit} className="grid grid-cols-1 gap-5">
      {children}
      {delivery?.pickup && (
        <DeliveryChoice
          pickup={pickup}
          delivers={delivery.countries?.length !== 0}
          note={delivery.pickupNote}
          onChange={setFetching}
        />
      )}
      {editing.address ? (
        <fieldset>
          <legend className="mb-3 font-bold">{t(pickup ? 'orders:address.own' : 'orders:address.title')}</legend>
          <AddressFields address={address} served={served} onChange={setAddress} />
        </fieldset>
      ) : (
        <Remembered
          icon={<MapPin aria-hidden className="size-5" />}
          title={t(pickup ? 'orders:address.own' : 'orders:address.title')}
          text={addressLine(address)}
          onChange={() => setEditing({ ...editing, address: true })}
        />
      )}
      {taken?.length === 0 ? null : editing.method ? (
        <MethodChoice taken={taken ?? ['sandbox']} method={method} onChoose={setWished} />
      ) : (
        <Remembered
          icon={<CreditCard aria-hidden className="size-5" />}
          title={t('orders:card.title')}
          text={
            method.provider === 'sandbox' ? t('orders:card.remembered', { card: method.card }) : t('orders:card.stripe')
          }
          onChange={() => setEditing({ ...editing, method: true })}
        />
      )}
    </form>
  );
}

function Remembered({
  icon,
  title,
  text,
  onChange,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  onChange(): void;
}) {
  const { t } = useTranslation();
  return (
    <div
      data-testid="remembered"
      className="flex items-center gap-3 rounded-card border border-line bg-paper px-3 py-2"
    >
      <span className="text-accent-text">{icon}</span>
      <p className="min-w-0 flex-1">
        <span className="block text-tiny text-muted">{title}</span>
        <span className="block truncate text-small font-semibold">{text}</span>
      </p>
      <Button look="quiet" size="small" onClick={onChange}>
        {t('orders:buy.change')}
      </Button>
    </div>
  );
}

/** A country that is not served stays in the list until another is chosen: the sheet says why it will not do. */
function withChosen(countries: readonly string[] | null, chosen: string): readonly string[] | null {
  return countries === null || countries.includes(chosen) ? countries : [...countries, chosen];
}

function trimmed(address: Address): Address {
  return Object.fromEntries(Object.entries(address).map(([key, value]) => [key, value.trim()])) as Address;
}
