import type { ReactNode } from 'react';

interface TickBoxProps {
  label: string;
  hint?: ReactNode;
  type?: 'checkbox' | 'radio';
  name?: string;
  checked: boolean;
  disabled?: boolean;
  testId?: string;
  onChange(checked: boolean): void;
}

/** A choice with room for a finger and a sentence about it. */
export function TickBox({ label, hint, type = 'checkbox', name, checked, disabled, testId, onChange }: TickBoxProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-3 rounded-control border border-line bg-surface px-3.5 py-2.5 has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-default has-disabled:opacity-60">
      <input
        type={type}
        name={name}
        className="mt-1 size-4.5 shrink-0 accent-accent"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        data-testid={testId}
      />
      <span className="grid min-w-0">
        <span className="font-bold">{label}</span>
        {hint && <span className="text-small text-muted">{hint}</span>}
      </span>
    </label>
  );
}
