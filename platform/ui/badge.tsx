import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad' | 'live' | 'glass';

export function Badge({ tone = 'plain', children, testId }: { tone?: Tone; children: ReactNode; testId?: string }) {
  return (
    <span
      data-testid={testId}
      className={classNames(
        'inline-flex w-fit items-center gap-1.5 whitespace-nowrap rounded-chip px-2 py-0.5 text-tiny font-bold',
        tones[tone],
      )}
    >
      {tone === 'live' && <span aria-hidden className="size-1.5 animate-pulse-soft rounded-full bg-current" />}
      {children}
    </span>
  );
}

const tones: Record<Tone, string> = {
  plain: 'bg-sunken text-muted',
  accent: 'bg-accent-soft text-accent-text',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  live: 'bg-live text-on-stage',
  glass: 'bg-glass text-on-stage',
};
