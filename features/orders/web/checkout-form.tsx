import { CreditCard, MapPin } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import type { PaymentMethod } from '../../payments/protocol.ts';
import type { Address, Checkout } from '../protocol.ts';
import { AddressFields, emptyAddress } from './address-fields.tsx';
import { CardChoice } from './card-choice.tsx';

export const checkoutFormId = 'checkout';
const firstMethod: PaymentMethod = { provider: 'sandbox', card: 'ok' };

interface CheckoutFormProps {
  remembered: Checkout | undefined;
  /** The shop's country, to begin with. */
  country: string;
  onPay(checkout: { address: Address; method: PaymentMethod }): void;
  /** Fields that go before the address, such as the buyer's name in the room. */
  children?: ReactNode;
}

/** The first time a short form; from then on two lines to glance at, and the pay button (`form={checkoutFormId}`). */
export function CheckoutForm({ remembered, country, onPay, children }: CheckoutFormProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<Address>(remembered?.address ?? { ...emptyAddress, country });
  const [method, setMethod] = useState<PaymentMethod>(remembered?.method ?? firstMethod);
  const [editing, setEditing] = useState({ address: !remembered?.address, method: !remembered?.method });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPay({ address: trimmed(address), method });
  };
  return (
    <form id={checkoutFormId} onSubmit={submit} className="grid grid-cols-1 gap-5">
      {children}
      {editing.address ? (
        <fieldset>
          <legend className="mb-3 font-bold">{t('orders:address.title')}</legend>
          <AddressFields address={address} onChange={setAddress} />
        </fieldset>
      ) : (
        <Remembered
          icon={<MapPin aria-hidden className="size-5" />}
          title={t('orders:address.title')}
          text={[address.name, address.line1, `${address.postcode} ${address.city}`].join(', ')}
          onChange={() => setEditing({ ...editing, address: true })}
        />
      )}
      {editing.method ? (
        <CardChoice card={method.card} onChoose={(card) => setMethod({ provider: 'sandbox', card })} />
      ) : (
        <Remembered
          icon={<CreditCard aria-hidden className="size-5" />}
          title={t('orders:card.title')}
          text={t('orders:card.remembered', { card: method.card })}
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

function trimmed(address: Address): Address {
  return Object.fromEntries(Object.entries(address).map(([key, value]) => [key, value.trim()])) as Address;
}
