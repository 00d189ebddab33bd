import { MapPin, MapPinPlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { addressLine } from '../../orders/address-line.ts';
import type { Address } from '../../orders/protocol.ts';
import { addressesMax, type KeptAddress } from '../protocol.ts';
import { AddressForm } from './address-form.tsx';
import { type AddressWish, useAddressActs } from './use-addresses.ts';

interface AddressBookListProps {
  addresses: readonly KeptAddress[];
  /** What a new one begins with. */
  empty: Address;
  /** The fields of an address, as the checkout has them. */
  fieldsOf(address: Address, onChange: (address: Address) => void): ReactNode;
}

/** One's addresses; one at a time is written in. */
export function AddressBookList({ addresses, empty, fieldsOf }: AddressBookListProps) {
  const { t } = useTranslation();
  const [written, setWritten] = useState<string | null>(null);
  const acts = useAddressActs({ onDone: () => setWritten(null) });
  const act = (wish: AddressWish) => void acts.run(wish);
  const form = (first: Address, onSave: (address: Address) => void) => (
    <AddressForm first={first} busy={acts.busy} fieldsOf={fieldsOf} onSave={onSave} onCancel={() => setWritten(null)} />
  );
  return (
    <div className="grid gap-4">
      {acts.error !== null && (
        <p role="alert" className="text-small font-semibold text-bad">
          {refusalText(acts.error)}
        </p>
      )}
      {addresses.length === 0 && written === null && (
        <EmptyState icon={MapPin} title={t('addresses:empty')} text={t('addresses:emptyText')} />
      )}
      <ul className="grid gap-3">
        {addresses.map(({ id: addressId, address, isDefault }) => (
          <li
            key={addressId}
            data-testid="address"
            className="grid gap-3 rounded-card border border-line bg-surface p-4 shadow-low"
          >
            {written === addressId ? (
              form(address, (changed) => act({ act: 'change', addressId, address: changed }))
            ) : (
              <AddressShown
                {...{ address, isDefault, busy: acts.busy }}
                onChange={() => setWritten(addressId)}
                onAct={(wished) => act({ act: wished, addressId })}
              />
            )}
          </li>
        ))}
      </ul>
      {written === '' ? (
        <div className="rounded-card border border-line bg-surface p-4 shadow-low">
          {form(empty, (address) => act({ act: 'add', address }))}
        </div>
      ) : (
        addresses.length < addressesMax && (
          <Button look="plain" className="justify-self-start" onClick={() => setWritten('')} data-testid="address-add">
            <MapPinPlus aria-hidden className="size-5" />
            {t('addresses:add')}
          </Button>
        )
      )}
    </div>
  );
}

interface AddressShownProps extends Pick<KeptAddress, 'address' | 'isDefault'> {
  busy: boolean;
  onChange(): void;
  onAct(wished: 'default' | 'remove'): void;
}

function AddressShown({ address, isDefault, busy, onChange, onAct }: AddressShownProps) {
  const { t } = useTranslation();
  return (
    <>
      <p className="flex items-start gap-3">
        <MapPin aria-hidden className="mt-0.5 size-5 shrink-0 text-accent-text" />
        <span className="min-w-0 flex-1">
          <span className="block font-bold">{address.name}</span>
          <span className="text-small text-muted">{addressLine({ ...address, name: '' })}</span>
        </span>
        {isDefault && <Badge>{t('addresses:default')}</Badge>}
      </p>
      <div className="flex flex-wrap gap-2">
        {!isDefault && (
          <Button
            look="quiet"
            size="small"
            disabled={busy}
            onClick={() => onAct('default')}
            data-testid="address-default"
          >
            {t('addresses:makeDefault')}
          </Button>
        )}
        <Button look="quiet" size="small" disabled={busy} onClick={onChange} data-testid="address-change">
          {t('addresses:change')}
        </Button>
        <Button look="quiet" size="small" disabled={busy} onClick={() => onAct('remove')} data-testid="address-remove">
          {t('addresses:remove')}
        </Button>
      </div>
    </>
  );
}
