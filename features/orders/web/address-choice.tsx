import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { addressLine } from '../address-line.ts';
import type { Address } from '../protocol.ts';

interface AddressChoiceProps {
  legend: string;
  among: readonly Address[];
  /** Null for another one, which is typed. */
  chosen: Address | null;
  onChoose(address: Address | null): void;
}

/** The addresses that one has, and the way to another. */
export function AddressChoice({ legend, among, chosen, onChoose }: AddressChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-bold">{legend}</legend>
      {among.map((address) => (
        <Choice
          key={JSON.stringify(address)}
          checked={chosen === address}
          title={address.name}
          text={addressLine({ ...address, name: '' })}
          onChoose={() => onChoose(address)}
        />
      ))}
      <Choice checked={chosen === null} title={t('orders:address.other')} onChoose={() => onChoose(null)} />
    </fieldset>
  );
}

interface ChoiceProps {
  checked: boolean;
  title: string;
  text?: string;
  onChoose(): void;
}

function Choice({ checked, title, text, onChoose }: ChoiceProps) {
  return (
    <label
      data-testid="address-choice"
      className={classNames(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-control border px-3 py-2 has-focus-visible:outline-3 has-focus-visible:outline-accent-text',
        checked ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
      )}
    >
      <input
        type="radio"
        name="address"
        checked={checked}
        onChange={onChoose}
        className="size-5 shrink-0 accent-(--accent)"
      />
      <span className="min-w-0">
        <span className="block text-small font-semibold">{title}</span>
        {text !== undefined && <span className="block truncate text-tiny text-muted">{text}</span>}
      </span>
    </label>
  );
}
