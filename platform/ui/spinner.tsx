/** Turns while something is on its way. With a label it speaks for itself; without, something beside it does. */
export function Spinner({ label }: { label?: string }) {
  const ring = 'inline-block size-5 animate-spin rounded-full border-2 border-current border-t-transparent opacity-80';
  if (label === undefined) return <span aria-hidden className={ring} />;
  return (
    <span role="status" className="inline-flex items-center gap-3 text-muted">
      <span aria-hidden className={ring} />
      {label}
    </span>
  );
}
