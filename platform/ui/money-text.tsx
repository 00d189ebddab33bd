import { formatMoney } from '../kit/money.ts';
import { classNames } from './class-names.ts';
import { useLocale } from './locale.ts';

/** An amount in the reader's way of writing it. */
export function MoneyText({
  minor,
  currency,
  className,
  testId,
}: {
  minor: number;
  currency: string;
  className?: string;
  testId?: string;
}) {
  const locale = useLocale();
  return (
    <span data-testid={testId} className={classNames('tabular whitespace-nowrap', className)}>
      {formatMoney(minor, currency, locale)}
    </span>
  );
}
