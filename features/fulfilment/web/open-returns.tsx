import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import type { Order } from '../../orders/protocol.ts';
import type { Return } from '../protocol.ts';
import { DecideReturn } from './decide-return.tsx';
import { useOpenReturns } from './use-fulfilment.ts';

/** Returns of a shop that wait for an answer, however old their orders are. */
export function OpenReturns({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const returns = useOpenReturns(shopId).data?.returns ?? [];
  if (returns.length === 0) return null;
  return (
    <section className="grid gap-3" aria-labelledby="open-returns" data-testid="open-returns">
      <h2 id="open-returns" className="text-title font-extrabold">
        {t('fulfilment:decide.title')}
      </h2>
      {returns.map((asked) => (
        <OpenReturn key={asked.id} asked={asked} />
      ))}
    </section>
  );
}

function OpenReturn({ asked }: { asked: Return }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['orders', asked.orderId],
    queryFn: () => api.get<Order>(`/api/orders/${asked.orderId}`),
  });
  if (!data) return null;
  const short = asked.orderId.slice(-6).toUpperCase();
  return (
    <div className="grid gap-1">
      <p className="tabular text-small font-semibold">
        {t('fulfilment:send.by', { short })} · {data.address.name}
      </p>
      <DecideReturn asked={asked} order={data} />
    </div>
  );
}
