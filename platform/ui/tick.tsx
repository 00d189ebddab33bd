import { type ReactNode, useRef } from 'react';

/** Something that changes under the eye: the new value drops into place. The first one is simply there. */
export function Tick({ value, children }: { value: string | number; children: ReactNode }) {
  const first = useRef(value);
  const changed = useRef(false);
  changed.current ||= value !== first.current;
  return (
    <span key={value} className={changed.current ? 'inline-block animate-tick' : 'inline-block'}>
      {children}
    </span>
  );
}
