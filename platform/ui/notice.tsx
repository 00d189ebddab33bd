import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** A sentence that stays in the page until what it speaks of is over. A bad one is read out at once. */
export function Notice({ tone = 'plain', children, testId }: { tone?: Tone; children: ReactNode; testId?: string }) {
  const Icon = icons[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      data-testid={testId}
      className={classNames(
        'flex items-start gap-2.5 rounded-control px-3.5 py-2.5 text-small font-semibold',
        tones[tone],
      )}
    >
      <Icon aria-hidden className="mt-px size-4.5 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}

const icons = { plain: Info, good: CircleCheck, warn: CircleAlert, bad: CircleAlert };
const tones: Record<Tone, string> = {
  plain: 'bg-sunken text-muted',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};
