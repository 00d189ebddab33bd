import { Receipt } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { type Search, SearchField, useSearch } from '../../../platform/ui/search-field.tsx';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { ShowMore } from '../../../platform/ui/show-more.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
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
  const search = useSearch();
  const [which, setWhich] = useState<Which>('all');
  const list = useShopOrders(shopId, { state: which === 'all' ? undefined : which, search: search.wanted });
  const { orders } = list;
  const finding = search.text !== '' || search.wanted !== '' || which !== 'all';
  if (!finding && orders?.length === 0 && !list.isPlaceholderData) {
    return (
      <EmptyState icon={Receipt} title={t('orders:staff.empty')} text={t('orders:staff.emptyText')}>
        <LinkButton to="/studio">{t('orders:staff.toStudio')}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <Finder search={search} which={which} onWhich={setWhich} />
      {orders === undefined && list.isError && (
        <ErrorState text={refusalText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {orders === undefined && !list.isError && <ListSkeleton />}
      {orders?.length === 0 && (
        <p role="status" className="py-12 text-center text-muted">
          {t('orders:staff.none')}
        </p>
      )}
      <ul
        className="grid grid-cols-1 gap-3 transition-opacity aria-busy:opacity-60"
        aria-busy={list.isPlaceholderData}
        data-testid="merchant-orders"
      >
        {orders?.map((order) => (
          <li key={order.id}>
            <StaffOrder order={order} shopId={shopId} after={after?.(order, orders)} />
          </li>
        ))}
      </ul>
      <ShowMore key={`${which} ${search.wanted}`} list={list} testId="more-orders" />
    </div>
  );
}

function ListSkeleton() {
  return (
    <div className="grid gap-3">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-40 rounded-card" />
      ))}
    </div>
  );
}

interface FinderProps {
  search: Search;
  which: Which;
  onWhich(which: Which): void;
}

function Finder({ search, which, onWhich }: FinderProps) {
  const { t } = useTranslation();
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-[1fr_auto]">
      <SearchField label={t('orders:staff.search')} search={search} testId="find-orders" />
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
