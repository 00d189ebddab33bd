import { useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../platform/ui/spinner.tsx';
import type { Confirmation, PaymentMethod } from '../../payments/protocol.ts';
import type { Order } from '../protocol.ts';
import { MethodChoice } from './method-choice.tsx';
import { StripePayment } from './stripe-payment.tsx';
import { usePayOrder } from './use-orders.ts';
import { useConfirmation, usePaymentWays, useTermsOf } from './use-payments.ts';
import { methodAmong, useTaken } from './use-taken.ts';

/** What a held order can be agreed to with, when its payment waits for its buyer at a provider. */
export function useAgreement(order: Order): { confirmation: Confirmation; publishableKey: string } | null | undefined {
  const ways = usePaymentWays();
  const publishableKey = ways.data?.stripe?.publishableKey;
  const open = useConfirmation(order.id, order.state === 'held' && publishableKey !== undefined);
  if (order.state !== 'held') return null;
  if (ways.isPending || open.isLoading) return undefined;
  return open.data && publishableKey !== undefined ? { confirmation: open.data, publishableKey } : null;
}

/** Pays a held order: on the payment that is open at its provider, or by another try. */
export function PayHeld({ order }: { order: Order }) {
  const agreement = useAgreement(order);
  if (agreement === undefined) return <Spinner />;
  if (agreement === null) return <PayAgain order={order} />;
  return <Agree order={order} {...agreement} />;
}

/** The buyer's card goes to the provider; that it was taken, our server hears from there. */
export function Agree({
  order,
  confirmation,
  publishableKey,
}: {
  order: Order;
  confirmation: Confirmation;
  publishableKey: string;
}) {
  const locale = useLocale();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const [confirmed, setConfirmed] = useState(false);
  if (confirmed) {
    return (
      <p className="flex items-center justify-center gap-2 text-muted" role="status">
        <Spinner /> {t('orders:result.confirming')}
      </p>
    );
  }
  return (
    <StripePayment
      clientSecret={confirmation.clientSecret}
      publishableKey={publishableKey}
      amount={formatMoney(order.totalMinor, order.currency, locale)}
      onConfirmed={() => {
        setConfirmed(true);
        void queries.invalidateQueries({ queryKey: ['orders'] });
      }}
    />
  );
}

function PayAgain({ order }: { order: Order }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const pay = usePayOrder(order.id);
  const taken = useTaken(useTermsOf(order.shopId).data);
  const [wished, setWished] = useState<PaymentMethod | null>(null);
  const method = methodAmong(taken, wished);
  const again = async () => {
    await pay.run({ method });
    void queries.invalidateQueries({ queryKey: ['confirmation', order.id] });
  };
  return (
    <div className="grid w-full gap-3 text-start">
      <MethodChoice taken={taken ?? ['sandbox']} method={method} onChoose={setWished} />
      {pay.error !== null && (
        <p role="alert" className="text-small font-semibold text-bad">
          {refusalText(pay.error)}
        </p>
      )}
      <Button wide size="large" busy={pay.busy} data-testid="pay-again-button" onClick={() => void again()}>
        <RotateCcw aria-hidden className="size-5" />
        {t('orders:result.payAgain')}
      </Button>
    </div>
  );
}
