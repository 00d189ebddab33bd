import type { CSSProperties } from 'react';

/** Paper scraps thrown from the stall: where each flies, in rem, and how far it turns. Fixed, so that nothing is by chance. */
const scraps = [
  [-7, -4.5, -200, 'bg-accent'],
  [-5.2, -6.2, 160, 'bg-honey'],
  [-3, -5, -90, 'bg-awning'],
  [-6.4, -1, 240, 'bg-honey'],
  [-1, -6.8, 120, 'bg-accent'],
  [1.2, -6.2, -150, 'bg-awning'],
  [3.1, -5.2, 210, 'bg-accent'],
  [5.4, -6, -240, 'bg-honey'],
  [6.9, -4.2, 140, 'bg-awning'],
  [6.2, -0.8, -120, 'bg-accent'],
  [-4.6, 1.6, 90, 'bg-awning'],
  [4.8, 1.8, -60, 'bg-honey'],
] as const;

/** It is paid: the awning rolls down, the tick is drawn, and for a second paper flies. Less motion shows the end of it. */
export function Celebration() {
  return (
    <div aria-hidden className="relative grid w-44 justify-items-center overflow-visible">
      <div className="awning relative z-1 w-full animate-unroll rounded-t-control [--cloth:1.375rem]" />
      <div className="-mt-2 grid h-24 w-40 place-items-center rounded-b-card bg-good-soft text-good">
        <svg viewBox="0 0 24 24" className="mt-2 size-14" role="presentation">
          <path
            d="M5 12.5l4.6 4.6L19 7.6"
            pathLength={1}
            strokeDasharray={1}
            className="animate-draw fill-none stroke-current stroke-[2.6]"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </div>
      {scraps.map(([x, y, turn, colour]) => (
        <span
          key={`${x} ${y}`}
          style={{ '--to-x': `${x}rem`, '--to-y': `${y}rem`, '--spin': `${turn}deg` } as CSSProperties}
          className={`pointer-events-none absolute top-1/2 left-1/2 h-2.5 w-1.5 animate-scrap rounded-[1px] ${colour}`}
        />
      ))}
    </div>
  );
}
