import { newId } from '../../../platform/ui/ids.ts';
import { nameOfValues } from '../options.ts';
import { optionCharsMax, optionValuesMax, skusPerProductMax, type Video } from '../protocol.ts';

/** A variant as it stands in the form: everything is text until it is read. */
export interface SkuFields {
  readonly id: string;
  readonly name: string;
  /** One of each option that has values; the name is made of them. */
  readonly values: readonly string[];
  readonly code: string;
  readonly pictureId: string | null;
  readonly video: Video | null;
  readonly price: string;
  /** Empty for none. */
  readonly livePrice: string;
  readonly onHand: string;
  /** What the field showed when the form was opened: only a changed count is sent, or a sale meanwhile would be undone. */
  readonly shownOnHand: string;
}

/** Where the form is wrong: the field's name, and the key of the sentence that says so. */
export type Problems = Readonly<Record<string, string>>;

/** An option as it stands in the form: it counts once it has values. */
export interface OptionFields {
  readonly name: string;
  readonly values: readonly string[];
}

interface Held {
  readonly options: readonly OptionFields[];
  readonly skus: readonly SkuFields[];
}

export function activeOptions(options: readonly OptionFields[]): readonly OptionFields[] {
  return options.filter(({ values }) => values.length > 0);
}

/** What was typed between commas, each once. */
export function readValues(text: string): string[] {
  const values = text.split(/[,，、;\n]/).map((value) => value.trim());
  return [...new Set(values.filter(Boolean))].slice(0, optionValuesMax);
}

export function optionProblems(options: readonly OptionFields[]): Problems {
  const problems: Record<string, string> = {};
  const names = options.map(({ name }) => name.trim());
  for (const [at, { name, values }] of options.entries()) {
    if (name.trim() === '' || values.length === 0) problems[`option-${at}`] = 'optionNeeded';
    else if (names.indexOf(names[at] ?? '') < at) problems[`option-${at}`] = 'optionTwice';
    else if ([name, ...values].some((text) => text.length > optionCharsMax)) problems[`option-${at}`] = 'optionLong';
  }
  return problems;
}

/**
 * The form with other options. A variant goes along with its values: a renamed value takes it with it, a new option gives it
 * the first value, and one that is taken away leaves it to whoever is the same without it. New combinations become new
 * variants; those that were taken out by hand stay out. Deciding is by the place of an option and of a value.
 */
export function withOptions(held: Held, options: readonly OptionFields[], makeId: () => string = newId): Held {
  const [before, after] = [activeOptions(held.options), activeOptions(options)];
  if (JSON.stringify(before.map(valuesOf)) === JSON.stringify(after.map(valuesOf))) return { options, skus: held.skus };
  const moved = after.map((option) => placeBefore(held.options, options, option));
  const carried = held.skus.map((sku) => ({
    ...sku,
    values: after.map((option, at) => carry(sku, before, option, moved[at]!)),
  }));
  const valid = carried.filter(
    ({ values }, at) =>
      values.every((value, index) => after[index]!.values.includes(value)) &&
      carried.findIndex((other) => nameOfValues(other.values) === nameOfValues(values)) === at,
  );
  const there = new Set(valid.map(({ values }) => nameOfValues(values)));
  const missing = combinations(after).filter(
    (values) => !there.has(nameOfValues(values)) && isNew(values, before, moved),
  );
  const [like = held.skus[0]] = valid;
  const fresh = missing.map((values) => blankLike(like, values, makeId()));
  const skus =
    after.length === 0 ? valid.slice(0, 1) : inOrder([...valid, ...fresh], after).slice(0, skusPerProductMax);
  return { options, skus: skus.map((sku) => ({ ...sku, name: after.length === 0 ? '' : nameOfValues(sku.values) })) };
}

/** How many variants all combinations would be. */
export function combinationCount(options: readonly OptionFields[]): number {
  return activeOptions(options).reduce((count, { values }) => count * values.length, 1);
}

function valuesOf({ values }: OptionFields): readonly string[] {
  return values;
}

/** The place among the active options before of what this option was then; -1 when it is new. */
function placeBefore(before: readonly OptionFields[], after: readonly OptionFields[], option: OptionFields): number {
  const same = before.findIndex(({ name }) => name.trim() !== '' && name === option.name);
  const at = same >= 0 ? same : before.length === after.length ? after.indexOf(option) : -1;
  const was = before[at];
  return was === undefined ? -1 : activeOptions(before).indexOf(was);
}

function carry(sku: SkuFields, before: readonly OptionFields[], option: OptionFields, from: number): string {
  const value = sku.values[from];
  const was = before[from];
  if (value === undefined || was === undefined) return option.values[0] ?? '';
  const renamed = was.values.length === option.values.length && !option.values.includes(value);
  return renamed ? (option.values[was.values.indexOf(value)] ?? value) : value;
}

/** Whether one of its values was not there before: then nobody has taken this combination out. */
function isNew(values: readonly string[], before: readonly OptionFields[], moved: readonly number[]): boolean {
  if (before.length === 0) return true;
  return values.some((value, at) => {
    const was = before[moved[at]!];
    return was === undefined || !was.values.includes(value);
  });
}

function combinations(options: readonly OptionFields[]): string[][] {
  const all = options.reduce<string[][]>(
    (made, { values }) => made.flatMap((start) => values.map((value) => [...start, value])).slice(0, 1_000),
    [[]],
  );
  return options.length === 0 ? [] : all;
}

function inOrder(skus: readonly SkuFields[], options: readonly OptionFields[]): SkuFields[] {
  const rank = ({ values }: SkuFields) =>
    values.reduce((sum, value, at) => sum * (optionValuesMax + 1) + options[at]!.values.indexOf(value), 0);
  return skus.toSorted((one, other) => rank(one) - rank(other));
}

/** A new variant costs what its neighbour costs, until something else is said. */
function blankLike(like: SkuFields | undefined, values: readonly string[], id: string): SkuFields {
  const prices = { price: like?.price ?? '', livePrice: like?.livePrice ?? '' };
  const bare = { code: '', pictureId: null, video: null, onHand: '', shownOnHand: '' };
  return { id, name: nameOfValues(values), values, ...prices, ...bare };
}
