import { useTranslation } from 'react-i18next';
import { formatMoney } from '../kit/money.ts';
import { classNames } from './class-names.ts';

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
  const { i18n } = useTranslation();
  return (
    <span data-testid={testId} className={classNames('tabular whitespace-nowrap', className)}>
      {formatMoney(minor, currency, i18n.language)}
    </span>
  );
}
