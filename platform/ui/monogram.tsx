import { monogramOf, nameToneOf } from '../kit/monogram.ts';
import { classNames } from './class-names.ts';

/** A person without a picture: the letters of the name on a colour that is always theirs. The name beside it speaks. */
export function Monogram({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'grid aspect-square shrink-0 select-none place-items-center rounded-full font-extrabold text-stage',
        grounds[nameToneOf(name) - 1],
        className,
      )}
    >
      {monogramOf(name)}
    </span>
  );
}

/** What a name is written in: on paper, or over the picture. */
export function nameColour(name: string, on: 'panel' | 'picture'): string {
  return (on === 'panel' ? inks : lights)[nameToneOf(name) - 1]!;
}

const grounds = ['bg-lit-1', 'bg-lit-2', 'bg-lit-3', 'bg-lit-4', 'bg-lit-5', 'bg-lit-6'];
const lights = ['text-lit-1', 'text-lit-2', 'text-lit-3', 'text-lit-4', 'text-lit-5', 'text-lit-6'];
const inks = ['text-name-1', 'text-name-2', 'text-name-3', 'text-name-4', 'text-name-5', 'text-name-6'];
