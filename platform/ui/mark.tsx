/** The stall: the house's sign. Decorative; the name beside it speaks. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <path d="M5 15v11a2 2 0 0 0 2 2h18a2 2 0 0 0 2-2V15Z" className="fill-ink" />
      <path d="M13 18.5v6l5.4-3z" className="fill-paper" />
      <path d="M5 4h22l3 8H2Zm-3 8h7a3.5 3.5 0 0 1-7 0Zm14 0h7a3.5 3.5 0 0 1-7 0Z" className="fill-accent" />
      <path
        d="M11 4h5v8H9.2zm10 0h6l3 8h-7ZM9 12h7a3.5 3.5 0 0 1-7 0Zm14 0h7a3.5 3.5 0 0 1-7 0Z"
        className="fill-accent-soft"
      />
    </svg>
  );
}
