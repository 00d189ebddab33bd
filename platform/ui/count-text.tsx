import { useLocale } from './locale.ts';

/** A count that may be large, short: "12K", "1.2万", "1.2만". */
export function CountText({ count, testId }: { count: number; testId?: string }) {
  const short = new Intl.NumberFormat(useLocale(), { notation: 'compact', maximumFractionDigits: 1 });
  return (
    <span data-testid={testId} className="tabular">
      {short.format(count)}
    </span>
  );
}
