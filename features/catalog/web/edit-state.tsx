import { Archive, Eye, PencilRuler } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../protocol.ts';

interface EditStateProps {
  value: Product['state'];
  onChange(state: Product['state']): void;
}

/** Who sees the product, in three words each. */
export function EditState({ value, onChange }: EditStateProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="grid min-w-0 gap-3">
      <legend className="mb-1 text-title font-extrabold">{t('catalog:edit.stateLabel')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {states.map(({ state, icon: Icon }) => (
          <label
            key={state}
            className="flex cursor-pointer items-start gap-3 rounded-card border border-line bg-surface p-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-accent-text"
          >
            <input
              type="radio"
              name="product-state"
              value={state}
              checked={state === value}
              onChange={() => onChange(state)}
              className="peer sr-only"
              data-testid={`edit-state-${state}`}
            />
            <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted peer-checked:text-accent-text" />
            <span className="grid">
              <span className="font-bold">{t(`catalog:edit.state.${state}`)}</span>
              <span className="text-small text-muted">{t(`catalog:edit.stateHint.${state}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const states = [
  { state: 'draft', icon: PencilRuler },
  { state: 'shown', icon: Eye },
  { state: 'archived', icon: Archive },
] as const;
