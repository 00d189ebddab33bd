import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

/** A short list of acts behind one button. `trigger` is the button; items are `MenuItem`s. */
export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50">
          <Base.Popup className="min-w-44 rounded-card border border-line bg-surface p-1.5 text-ink shadow-high outline-none transition duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ onChoose, bad, children }: { onChoose(): void; bad?: boolean; children: ReactNode }) {
  return (
    <Base.Item
      onClick={onChoose}
      className={`flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3 text-body outline-none data-highlighted:bg-sunken ${bad ? 'text-bad' : ''}`}
    >
      {children}
    </Base.Item>
  );
}
