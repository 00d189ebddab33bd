import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import { useLocale } from '../../../platform/ui/locale.ts';
import type { RoomSales } from './use-staff-orders.ts';

interface NumbersProps {
  sales: RoomSales;
  currency: string;
  /** Who watches now; null until it is known. */
  watching: number | null;
}

/** A digit's width in parts of the type's size, a little on the safe side. */
const digitWidth = 0.63;
const figurePxMax = 44;

/** What a host glances at from two steps away: who is here, and what it brings. */
export function StaffLiveNumbers({ sales, currency, watching }: NumbersProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { sums, ready } = sales;
  const minor = sums.revenueMinor[currency] ?? 0;
  const said = (value: number | null) => (value === null ? '–' : new Intl.NumberFormat(locale).format(value));
  return (
    <dl className="grid shrink-0 grid-cols-6 gap-2" data-testid="live-numbers">
      <Figure
        label={t('orders:staff.revenue')}
        testId="staff-revenue"
        minor={minor}
        text={ready ? formatMoney(minor, currency, locale) : '–'}
      />
      <Figure label={t('orders:staff.watching')} testId="studio-watching" text={said(watching)} />
      <Figure label={t('orders:staff.paidCount')} testId="staff-orders" text={said(ready ? sums.paid : null)} />
      <Figure label={t('orders:staff.unpaid')} testId="staff-unpaid" text={said(ready ? sums.unpaid : null)} />
    </dl>
  );
}

interface FigureProps {
  label: string;
  testId: string;
  text: string;
  minor?: number;
}

/** The figure is as large as its box takes it: "€12,345.60" must not lose its end. */
function Figure({ label, testId, text, minor }: FigureProps) {
  const size = `min(${figurePxMax}px, calc(100cqw / ${(Array.from(text).length * digitWidth).toFixed(2)}))`;
  return (
    <div
      className={classNames(
        'grid min-w-0 content-center rounded-card bg-sunken px-2.5 py-2',
        minor === undefined ? 'col-span-2' : 'col-span-6',
      )}
    >
      <dt className="truncate text-tiny font-semibold text-muted">{label}</dt>
      <dd
        data-testid={testId}
        data-minor={minor}
        className="tabular flex h-11 items-center overflow-hidden [container-type:inline-size]"
      >
        <span className="font-extrabold whitespace-nowrap" style={{ fontSize: size }}>
          {text}
        </span>
      </dd>
    </div>
  );
}
