import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { Tick } from '../../../platform/ui/tick.tsx';
import { fewLeft, productNumbers } from '../product-numbers.ts';
import type { Product } from '../protocol.ts';

export function PriceText({ product, className, testId }: { product: Product; className?: string; testId?: string }) {
  const { t } = useTranslation();
  const { fromMinor, from } = productNumbers(product);
  return (
    <span className={className}>
      {from && (
        <span className="me-1 text-tiny font-semibold tracking-normal text-muted">{t('catalog:card.from')}</span>
      )}
      <Tick value={fromMinor}>
        <MoneyText minor={fromMinor} currency={product.currency} testId={testId} />
      </Tick>
    </span>
  );
}

/** Speaks up when there are few; the number itself is there from the start, since the room shares it. */
export function LeftText({ left, testId }: { left: number; testId?: string }) {
  const { t } = useTranslation();
  const text = left === 0 ? t('catalog:card.soldOut') : t('catalog:card.left', { count: left });
  return (
    <span
      data-testid={testId}
      data-left={left}
      className={classNames(
        'tabular text-tiny font-semibold',
        left === 0 && 'text-bad',
        left > 0 && left <= fewLeft && 'rounded-chip bg-honey-soft px-1.5 py-px text-honey-text',
        left > fewLeft && 'text-muted',
      )}
    >
      <Tick value={left}>{text}</Tick>
    </span>
  );
}
