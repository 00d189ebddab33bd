import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

type Look = 'accent' | 'plain' | 'quiet' | 'bad' | 'glass';
type Size = 'small' | 'medium' | 'large';

interface Shape {
  look?: Look;
  size?: Size;
  wide?: boolean;
}

interface ButtonProps extends ComponentProps<'button'>, Shape {
  busy?: boolean;
}

export function Button({ look, size, wide, busy = false, disabled, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || rest['aria-busy']}
      className={classNames(buttonClass({ look, size, wide }), className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

/** Looks like a button, goes somewhere. */
export function LinkButton({
  to,
  children,
  className,
  ...shape
}: Shape & { to: string; children: ReactNode; className?: string }) {
  return (
    <Link to={to} className={classNames(buttonClass(shape), className)}>
      {children}
    </Link>
  );
}

function buttonClass({ look = 'accent', size = 'medium', wide = false }: Shape): string {
  return classNames(
    'inline-flex select-none items-center justify-center gap-2 rounded-control font-bold transition duration-150 active:scale-[0.98] [&>svg]:shrink-0',
    'disabled:cursor-not-allowed disabled:opacity-55 disabled:active:scale-100',
    looks[look],
    sizes[size],
    wide && 'w-full',
  );
}

const looks: Record<Look, string> = {
  accent: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'text-accent-text hover:bg-accent-soft',
  bad: 'border border-bad bg-surface text-bad hover:bg-bad-soft',
  glass: 'on-picture border border-glass-line bg-glass text-on-stage hover:bg-stage',
};

const sizes: Record<Size, string> = {
  small: 'min-h-9 px-3 text-small',
  medium: 'min-h-11 px-4 text-body',
  large: 'min-h-13 px-6 text-body',
};
