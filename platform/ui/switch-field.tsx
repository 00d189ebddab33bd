import { useId } from 'react';

interface SwitchFieldProps {
  label: string;
  hint?: string;
  on: boolean;
  onChange(on: boolean): void;
  testId: string;
}

/** One thing that is on or off, at once. */
export function SwitchField({ label, hint, on, onChange, testId }: SwitchFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-11 cursor-pointer items-center gap-3">
      <span className="min-w-0 flex-1">
        <span className="block text-small font-semibold">{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="block text-small text-muted">
            {hint}
          </span>
        )}
      </span>
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-hint` : undefined}
        data-testid={testId}
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="relative h-7 w-12 shrink-0 appearance-none rounded-full border border-line-strong bg-sunken transition after:absolute after:top-0.5 after:left-0.5 after:size-5.5 after:rounded-full after:bg-line-strong after:transition checked:border-accent checked:bg-accent checked:after:translate-x-5 checked:after:bg-on-accent"
      />
    </label>
  );
}
