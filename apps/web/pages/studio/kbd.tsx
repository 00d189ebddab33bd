/** A key as it stands on a keyboard. Decorative where `aria-keyshortcuts` says the same. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-grid min-h-6 min-w-6 place-items-center rounded-chip border border-current/35 px-1.5 font-sans text-tiny font-bold">
      {children}
    </kbd>
  );
}
