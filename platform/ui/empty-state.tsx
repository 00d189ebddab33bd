import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  text?: string;
  /** The way on. */
  children?: ReactNode;
  testId?: string;
}

export function EmptyState({ icon: Icon, title, text, children, testId }: EmptyStateProps) {
  return (
    <div data-testid={testId} className="mx-auto grid max-w-md justify-items-center gap-3 px-4 py-12 text-center">
      <div aria-hidden className="w-28 overflow-hidden rounded-card bg-accent-soft text-accent-text">
        <div className="awning" />
        <Icon className="mx-auto mt-3 mb-5 size-9" />
      </div>
      <h2 className="text-title font-extrabold">{title}</h2>
      {text && <p className="text-balance text-muted">{text}</p>}
      {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
