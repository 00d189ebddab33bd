import { useLocale } from '../../../platform/ui/locale.ts';

const units = [
  { unit: 'day', minutes: 1_440 },
  { unit: 'hour', minutes: 60 },
  { unit: 'minute', minutes: 1 },
] as const;

/** "30 minutes", "3 hours": in the largest unit that it is a whole number of. */
export function useSpanText(): (minutes: number) => string {
  const locale = useLocale();
  return (minutes) => {
    const { unit, minutes: each } = units.find((one) => minutes % one.minutes === 0)!;
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / each);
  };
}
