import { Copy, PackageCheck, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { Order } from '../../orders/protocol.ts';
import { returnable } from '../fulfilment.ts';
import type { Parcel } from '../protocol.ts';
import { AskReturnButton } from './ask-return.tsx';
import { ReturnFacts } from './return-facts.tsx';
import { useFulfilment } from './use-fulfilment.ts';

/** What its buyer sees of an order after it was paid: where it is, what went back, and returns. */
export function OwnAfter({ order, shown }: { order: Order; shown: readonly Order[] }) {
  const { t } = useTranslation();
  const after = useFulfilment(order, shown);
  if (order.paidAt === null || !after) return null;
  const { parcel, returns } = after;
  const open = returns.some(({ state }) => state === 'asked');
  const some = [...returnable(order).values()].some((units) => units > 0);
  return (
    <div className="grid gap-3" data-testid="own-after">
      {parcel && <ParcelLine parcel={parcel} />}
      <Refunded order={order} />
      {returns.map((asked) => (
        <div
          key={asked.id}
          className="grid gap-1 rounded-control bg-sunken p-3"
          data-testid="own-return"
          data-state={asked.state}
        >
          <Badge tone={tones[asked.state]}>{t(`fulfilment:return.${asked.state}`)}</Badge>
          <ReturnFacts asked={asked} order={order} />
        </div>
      ))}
      {some && !open && (
        <div className="justify-self-end">
          <AskReturnButton order={order} />
        </div>
      )}
    </div>
  );
}

function ParcelLine({ parcel: { state, carrier, number, at } }: { parcel: Parcel }) {
  const { t } = useTranslation();
  const handed = carrier === '';
  const Icon = handed ? PackageCheck : Truck;
  const text = handed
    ? t(state === 'ready' ? 'fulfilment:own.ready' : 'fulfilment:own.handed')
    : t('fulfilment:own.shipped', { carrier });
  return (
    <div
      className="flex items-start gap-3 rounded-control bg-good-soft p-3"
      data-testid="own-parcel"
      data-state={state}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-good" />
      <div className="min-w-0 flex-1">
        <p className="text-small font-semibold">
          {text} <span className="font-normal text-muted">{<TimeText at={at} near />}</span>
        </p>
        {number !== '' && (
          <p className="text-small">
            {t('fulfilment:own.number')}{' '}
            <span className="tabular select-all break-all font-semibold" data-testid="parcel-number">
              {number}
            </span>
          </p>
        )}
      </div>
      {number !== '' && <CopyButton text={number} />}
    </div>
  );
}

/** Browsers keep the clipboard from pages without HTTPS: there the number can still be marked by a tap. */
function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast(t('fulfilment:own.copied'), 'good'),
      () => {},
    );
  return (
    <Button look="quiet" size="small" onClick={() => void copy()}>
      <Copy aria-hidden className="size-4" />
      {t('fulfilment:own.copy')}
    </Button>
  );
}

function Refunded({ order }: { order: Order }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, order.currency, locale);
  const asked = order.refunds.find(({ state }) => state === 'asked');
  return (
    <>
      {order.state === 'paid' && order.refundedMinor > 0 && (
        <p className="text-small font-semibold" data-testid="own-refunded" data-minor={order.refundedMinor}>
          {t('fulfilment:own.refunded', { amount: money(order.refundedMinor) })}
        </p>
      )}
      {asked && (
        <p className="text-small text-muted">{t('fulfilment:own.refunding', { amount: money(asked.amountMinor) })}</p>
      )}
    </>
  );
}

const tones = { asked: 'warn', accepted: 'good', declined: 'plain' } as const;
