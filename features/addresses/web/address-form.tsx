import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import type { Address } from '../../orders/protocol.ts';

interface AddressFormProps {
  first: Address;
  busy: boolean;
  fieldsOf(address: Address, onChange: (address: Address) => void): ReactNode;
  onSave(address: Address): void;
  onCancel(): void;
}

export function AddressForm({ first, busy, fieldsOf, onSave, onCancel }: AddressFormProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(address);
  };
  return (
    <form onSubmit={submit} className="grid gap-4" data-testid="address-form">
      {fieldsOf(address, setAddress)}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={busy} data-testid="address-save">
          {t('addresses:save')}
        </Button>
        <Button look="plain" onClick={onCancel}>
          {t('addresses:cancel')}
        </Button>
      </div>
    </form>
  );
}
