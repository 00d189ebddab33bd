import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentMethod } from '../../payments/protocol.ts';
import type { ShopTerms } from '../../shops/terms.ts';
import { isSameAddress } from '../address-line.ts';
import { countriesServed } from '../delivery.ts';
import type { Address, Checkout } from '../protocol.ts';
import type { Place } from '../totals.ts';
import { emptyAddress } from './address-fields.tsx';
import { CheckoutAddress, knownAddresses } from './checkout-address.tsx';
import { CheckoutMethod } from './checkout-method.tsx';
import { DeliveryChoice, fetched, wayOf } from './delivery-choice.tsx';
import { NoteField } from './note-field.tsx';
import { ReceiptEmail } from './receipt-email.tsx';
import { methodAmong, useTaken } from './use-taken.ts';

export const checkoutFormId = 'checkout';

interface CheckoutFormProps {
  remembered: Checkout | undefined;
  /** One's address book, the default first. */
  book?: readonly Address[] | undefined;
  /** The shop's country, to begin with. */
  country: string;
  terms: ShopTerms | undefined;
  /** What is bought, less coupons: some ways of delivery are free from an amount on. */
  goodsMinor: number;
  /** Called as soon as it is known where the order would go, and whenever that changes. */
  onPlace(place: Place): void;
  /** `keep`: the address was typed, and is to stay in the book. */
  onPay(checkout: CheckoutDetails, keep: boolean): void;
  /** Whether the buyer has no e-mail with an account: then one may be given for the receipt. */
  asksEmail?: boolean;
  /** Fields that go before the address, such as the buyer's name in the room. */
  children?: ReactNode;
}

export interface CheckoutDetails {
  readonly address: Address;
  readonly method: PaymentMethod;
  readonly pickup?: true;
  readonly deliveryId?: string;
  readonly note?: string;
  readonly email?: string;
}

/** The first time a short form; from then on two lines to glance at, and the pay button (`form={checkoutFormId}`). */
export function CheckoutForm(props: CheckoutFormProps) {
  const { remembered, book, country, terms, goodsMinor, onPlace, onPay, asksEmail = false, children } = props;
  const { t } = useTranslation();
  const known = knownAddresses(book ?? [], remembered?.address ?? null);
  const [address, setAddress] = useState<Address>(known[0] ?? { ...emptyAddress, country });
  const [keep, setKeep] = useState(true);
  const [note, setNote] = useState('');
  const [email, setEmail] = useState('');
  const [wished, setWished] = useState(remembered?.method);
  const taken = useTaken(terms);
  const method = methodAmong(taken, wished);
  const [wishedWay, setWishedWay] = useState(remembered?.deliveryId ?? null);
  const delivery = terms?.delivery;
  const way = wayOf(delivery, { country: address.country, wishedId: wishedWay }, goodsMinor);
  const pickup = way === fetched;
  const deliveryId = way === null || pickup ? {} : { deliveryId: way };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place counts, not the function that hears of it.
  useEffect(() => onPlace({ country: address.country, pickup, ...deliveryId }), [address.country, way]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [said, to] = [note.trim(), email.trim()];
    onPay(
      {
        ...{ address: trimmed(address), method },
        ...(pickup ? { pickup: true as const } : deliveryId),
        ...(said === '' ? {} : { note: said }),
        ...(to === '' ? {} : { email: to }),
      },
      keep && !known.some((one) => isSameAddress(one, address)),
    );
  };
  return (
    <form id={checkoutFormId} onSubmit={submit} className="grid grid-cols-1 gap-5">
      {children}
      {asksEmail && <ReceiptEmail email={email} onChange={setEmail} />}
      <CheckoutAddress
        title={t(pickup ? 'orders:address.own' : 'orders:address.title')}
        known={known}
        address={address}
        empty={{ ...emptyAddress, country }}
        countries={pickup || !delivery ? null : countriesServed(delivery)}
        keep={keep}
        onKeep={setKeep}
        onChange={setAddress}
      />
      {terms && <DeliveryChoice {...{ terms, way, goodsMinor }} country={address.country} onChoose={setWishedWay} />}
      <CheckoutMethod {...{ taken, method }} remembered={remembered?.method != null} onChoose={setWished} />
      <NoteField note={note} onChange={setNote} />
    </form>
  );
}

function trimmed(address: Address): Address {
  return Object.fromEntries(Object.entries(address).map(([key, value]) => [key, value.trim()])) as Address;
}
