import { Tick } from '../../../../platform/ui/tick.tsx';

const shownMax = 99;

/** How much is in the cart, on the corner of its button, whose name says the number too. */
export function CartCount({ units }: { units: number }) {
  return (
    <span
      aria-hidden
      data-testid="cart-count"
      data-units={units}
      className="tabular absolute -end-0.5 -top-0.5 min-w-5.5 rounded-full border-2 border-surface bg-honey px-1 text-center text-tiny font-extrabold leading-4.5 text-on-honey"
    >
      <Tick value={units}>{units > shownMax ? `${shownMax}+` : units}</Tick>
    </span>
  );
}
