import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';

interface FieldProps {
  label: string;
  hint?: string;
  /** What is wrong with it; also marks the field as invalid. */
  problem?: string | null;
  /** The label is read out but not seen. */
  bare?: boolean;
}

export function TextField({ label, hint, problem, bare, className, ...rest }: FieldProps & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={classNames('grid gap-1.5', className)}>
      <FieldLabel id={id} label={label} bare={bare} />
      <input {...rest} id={id} {...described(id, hint, problem)} className={classNames(box, 'min-h-11')} />
      <FieldNotes id={id} hint={hint} problem={problem} />
    </div>
  );
}

export function TextArea({ label, hint, problem, bare, className, ...rest }: FieldProps & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <div className={classNames('grid gap-1.5', className)}>
      <FieldLabel id={id} label={label} bare={bare} />
      <textarea {...rest} id={id} {...described(id, hint, problem)} className={classNames(box, 'min-h-28 py-2.5')} />
      <FieldNotes id={id} hint={hint} problem={problem} />
    </div>
  );
}

function FieldLabel({ id, label, bare }: { id: string; label: string; bare?: boolean }) {
  return (
    <label htmlFor={id} className={bare ? 'sr-only' : 'text-small font-semibold'}>
      {label}
    </label>
  );
}

function FieldNotes({ id, hint, problem }: { id: string; hint?: string; problem?: string | null }) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-muted">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} role="alert" className="text-small font-semibold text-bad">
          {problem}
        </p>
      )}
    </>
  );
}

function described(id: string, hint?: string, problem?: string | null) {
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return { 'aria-describedby': notes || undefined, 'aria-invalid': problem ? true : undefined };
}

const box =
  'w-full rounded-control border border-line-strong bg-surface px-3.5 text-body text-ink placeholder:text-muted aria-invalid:border-bad';
