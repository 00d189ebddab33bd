import { classNames } from './class-names.ts';

/** Stands where something will be, in its size. Say what is loading beside it, once. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse-soft rounded-control bg-sunken', className)} />;
}
