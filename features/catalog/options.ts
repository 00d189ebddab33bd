import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { Option } from './protocol.ts';

interface Optioned {
  readonly values: readonly string[];
}

interface OptionedDraft {
  readonly options: readonly Option[];
  readonly skus: readonly Optioned[];
}

/** Each variant has one value of each option, and no two have the same. [C33] */
export function checkOptions({ options, skus }: OptionedDraft): Refusal | null {
  if (hasTwins(options.map(({ name }) => name))) return refuse('option_twice');
  if (options.some(({ values }) => hasTwins(values))) return refuse('option_twice');
  if (options.length === 0) return null;
  const fits = ({ values }: Optioned) =>
    values.length === options.length && values.every((value, at) => options[at]!.values.includes(value));
  if (!skus.every(fits)) return refuse('sku_options_wrong');
  return hasTwins(skus.map(({ values }) => JSON.stringify(values))) ? refuse('sku_twice') : null;
}

/** What is shown for a variant that is made of options. */
export function nameOfValues(values: readonly string[]): string {
  return values.join(', ');
}

interface Choosable extends Optioned {
  readonly id: string;
  readonly left: number;
}

/**
 * The variant after a tap on a value: the one that differs in this only. Where there is none, the other choices give
 * way: it is the one with that value that keeps most of them, rather one that can be bought. [C34]
 */
export function chooseValue(skus: readonly Choosable[], chosenId: string, at: number, value: string): string {
  const chosen = skus.find((sku) => sku.id === chosenId);
  const kept = (sku: Choosable) =>
    sku.values.filter((one, index) => index !== at && one === chosen?.values[index]).length;
  const others = (chosen?.values.length ?? 1) - 1;
  const having = skus.filter((sku) => sku.values[at] === value);
  const rank = (sku: Choosable) => (kept(sku) === others ? 1_000 : kept(sku) + (sku.left > 0 ? 100 : 0));
  const [best] = having.toSorted((one, other) => rank(other) - rank(one));
  return best?.id ?? chosenId;
}

/** `free`: it can be bought so; `soldOut`: not so, but with other choices; `gone`: not at all. */
export type ValueState = 'free' | 'soldOut' | 'gone';

export function valueState(skus: readonly Choosable[], chosenId: string, at: number, value: string): ValueState {
  if (!skus.some((sku) => sku.values[at] === value && sku.left > 0)) return 'gone';
  const next = chooseValue(skus, chosenId, at, value);
  return (skus.find((sku) => sku.id === next)?.left ?? 0) > 0 ? 'free' : 'soldOut';
}

function hasTwins(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}
