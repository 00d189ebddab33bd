import { type Static, Type } from 'typebox';

/** What a product is to the tax law: goods of one class have one rate in a country. */
export const taxClasses = ['standard', 'reduced', 'second_reduced', 'zero'] as const;
export const TaxClass = Type.Enum(taxClasses, {
  description: 'Which of the rates of a country its goods have; `zero` has none anywhere.',
});
export type TaxClass = Static<typeof TaxClass>;
