import { Receipt } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, LinkButton } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import type { Order, OrderState } from '../protocol.ts';
import { StaffOrder } from './staff-order.tsx';
import { useShopOrders } from './use-staff-orders.ts';

type Which = 'all' | OrderState;
const choices = ['all', 'paid', 'held', 'refunded', 'cancelled', 'expired'] as const;

interface StaffOrderListProps {
  shopId: string;
  /** What comes after an order is paid, among all that are shown. */
  after?(order: Order, shown: readonly Order[]): ReactNode;
}

/** The shop's orders, newest first, found by what a merchant remembers of one. */
export function StaffOrderList({ shopId, after }: StaffOrderListProps) {
  const { t } = useTranslation();
  const read = useShopOrders(shopId);
  const [which, setWhich] = useState<Which>('all');
  const [text, setText] = useState('');
  if (read.data === undefined) {
    if (read.isError) return <ErrorState text={refusalText(read.error)} onRetry={() => void read.refetch()} />;
    return (
      <div className="grid gap-3">
        <Skeleton className="h-11" />
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} className="h-40 rounded-card" />
        ))}
      </div>
    );
  }
  const orders = distinct(read.data.pages.flatMap((page) => page.orders));
  if (orders.length === 0) {
    return (
      <EmptyState icon={Receipt} title={t('orders:staff.empty')} text={t('orders:staff.emptyText')}>
        <LinkButton to="/studio">{t('orders:staff.toStudio')}</LinkButton>
      </EmptyState>
    );
  }
  const found = ordersLike(orders, text).filter((order) => which === 'all' || order.state === which);
  return (
    <div className="grid grid-cols-1 gap-4">
      <Finder text={text} onText={setText} which={which} onWhich={setWhich} />
      {found.length === 0 && <p className="py-12 text-center text-muted">{t('orders:staff.none')}</p>}
      <ul className="grid grid-cols-1 gap-3" data-testid="merchant-orders">
        {found.map((order) => (
          <li key={order.id}>
            <StaffOrder order={order} shopId={shopId} after={after?.(order, orders)} />
          </li>
        ))}
      </ul>
      {read.hasNextPage && (
        <Button
          look="plain"
          className="justify-self-center"
          busy={read.isFetchingNextPage}
          onClick={() => void read.fetchNextPage()}
        >
          {t('orders:staff.older')}
        </Button>
      )}
    </div>
  );
}

interface FinderProps {
  text: string;
  which: Which;
  onText(text: string): void;
  onWhich(which: Which): void;
}

function Finder({ text, which, onText, onWhich }: FinderProps) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-[1fr_auto]">
      <TextField
        label={t('orders:staff.search')}
        bare
        type="search"
        placeholder={t('orders:staff.search')}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <Segmented<Which>
        label={t('orders:staff.filter')}
        className="max-md:flex-wrap"
        value={which}
        onChange={onWhich}
        options={choices.map((value) => ({
          value,
          label: value === 'all' ? t('orders:staff.all') : t(`orders:staff.state.${value}`),
        }))}
      />
    </div>
  );
}

/** Pages that were read at different moments may share an order. */
function distinct(orders: readonly Order[]): readonly Order[] {
  return [...new Map(orders.map((order) => [order.id, order])).values()];
}

function ordersLike(orders: readonly Order[], text: string): readonly Order[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return orders;
  return orders.filter((order) => {
    const titles = order.lines.map((line) => `${line.title} ${line.skuName}`);
    const said = [order.id, order.address.name, order.address.city, ...titles].join(' ').toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
}
