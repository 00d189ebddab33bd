import { useMemo } from 'react';
import { countries } from '../kit/countries.ts';
import { useCountryNames } from './country-names.ts';
import { useLocale } from './locale.ts';
import { SelectField } from './select-field.tsx';

interface CountryFieldProps {
  label: string;
  value: string;
  /** These and no others; all when absent. */
  among?: readonly string[] | null | undefined;
  /** What the first entry says when nothing is chosen. */
  none?: string;
  autoComplete?: string;
  className?: string;
  testId?: string;
  onChange(country: string): void;
}

/** Countries by their names, in the order of the reader's alphabet. */
export function CountryField({
  label,
  value,
  among,
  none,
  autoComplete,
  className,
  testId,
  onChange,
}: CountryFieldProps) {
  const options = useCountries(among);
  return (
    <SelectField
      label={label}
      value={value}
      autoComplete={autoComplete}
      className={className}
      options={none === undefined ? options : [{ value: '', label: none }, ...options]}
      onChange={(event) => onChange(event.target.value)}
      data-testid={testId}
    />
  );
}

function useCountries(among: readonly string[] | null | undefined) {
  const locale = useLocale();
  const nameOf = useCountryNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are those of the locale.
  return useMemo(
    () =>
      (among ?? countries)
        .map((code) => ({ value: code, label: nameOf(code) }))
        .sort((one, other) => one.label.localeCompare(other.label, locale)),
    [among, locale],
  );
}
