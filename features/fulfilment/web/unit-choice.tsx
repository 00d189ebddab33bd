import { NumberStepper } from '../../../platform/ui/number-stepper.tsx';
import type { OrderLine } from '../../orders/protocol.ts';

interface UnitChoiceProps {
  lines: readonly OrderLine[];
  /** How many of each there are to choose from. */
  left: ReadonlyMap<string, number>;
  chosen: ReadonlyMap<string, number>;
  onChoose(chosen: ReadonlyMap<string, number>): void;
  labelOf(title: string): string;
  ofLeft(count: number): string;
}

/** Units of an order's lines. */
export function UnitChoice({ lines, left, chosen, onChoose, labelOf, ofLeft }: UnitChoiceProps) {
  return (
    <ul className="grid max-h-[40vh] gap-2 overflow-y-auto">
      {lines.map(({ skuId, title, skuName }) => (
        <li key={skuId} className="flex items-center gap-3" data-testid="unit-choice">
          <p className="min-w-0 flex-1">
            <span className="line-clamp-2 font-semibold leading-snug">{title}</span>
            <span className="text-small text-muted">
              {[skuName, ofLeft(left.get(skuId) ?? 0)].filter(Boolean).join(' · ')}
            </span>
          </p>
          <NumberStepper
            label={labelOf([title, skuName].filter(Boolean).join(' '))}
            min={0}
            max={left.get(skuId) ?? 0}
            value={chosen.get(skuId) ?? 0}
            onChange={(units) => onChoose(new Map([...chosen, [skuId, units]]))}
          />
        </li>
      ))}
    </ul>
  );
}

export function linesOf(chosen: ReadonlyMap<string, number>): { skuId: string; units: number }[] {
  return [...chosen].flatMap(([skuId, units]) => (units > 0 ? [{ skuId, units }] : []));
}
