import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { SwitchField } from '../../../platform/ui/switch-field.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { partOf } from '../../orders/part-refund.ts';
import type { Order } from '../../orders/protocol.ts';
import { returnable } from '../fulfilment.ts';
import { type PartRefund, type RefundPart, refundReasonCharsMax } from '../protocol.ts';
import { linesOf, UnitChoice } from './unit-choice.tsx';
import { useAfterAct } from './use-fulfilment.ts';

/** A merchant gives back units of lines, delivery, or both. The server reckons the amount with the same function. */
export function PartRefundButton({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const underWay = order.refunds.some(({ state }) => state === 'asked');
  return (
    <>
      <Button look="plain" size="small" disabled={underWay} onClick={() => setOpen(true)} data-testid="part-refund">
        {t('fulfilment:refund.button')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('fulfilment:refund.title')}
        text={t('fulfilment:refund.text')}
        testId="part-refund-dialog"
      >
        <Form order={order} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Form({ order, onClose }: { order: Order; onClose(): void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const [delivery, setDelivery] = useState(false);
  const [restock, setRestock] = useState(true);
  const [reason, setReason] = useState('');
  const before = order.refunds.filter(({ state }) => state === 'made');
  const lines = linesOf(chosen);
  const part = partOf(order, before, { lines, delivery });
  const amount = 'refused' in part ? null : formatMoney(part.paidMinor, order.currency, locale);
  const send = useAfterAct<Omit<RefundPart, 'id'>, PartRefund>(`/api/orders/${order.id}/part-refund`, ({ state }) => {
    // The order says why.
    if (state === 'failed') toast(t('fulfilment:refund.failed'), 'bad');
    else toast(t('fulfilment:refund.done', { amount }), 'good');
    onClose();
  });
  return (
    <>
      <UnitChoice
        lines={order.lines}
        left={returnable(order)}
        chosen={chosen}
        onChoose={setChosen}
        labelOf={(title) => t('fulfilment:refund.unitsOf', { title })}
        ofLeft={(count) => t('fulfilment:refund.of', { count })}
      />
      {order.deliveryMinor > 0 && !before.some((one) => one.delivery) && (
        <SwitchField
          label={t('fulfilment:refund.delivery')}
          on={delivery}
          onChange={setDelivery}
          testId="refund-delivery"
        />
      )}
      <SwitchField label={t('fulfilment:refund.restock')} on={restock} onChange={setRestock} testId="refund-restock" />
      <TextField
        label={t('fulfilment:refund.reason')}
        maxLength={refundReasonCharsMax}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          {t('fulfilment:refund.cancel')}
        </Button>
        <Button
          look="bad"
          busy={send.busy}
          disabled={amount === null}
          onClick={() => void send.run({ lines, delivery, restock, reason: reason.trim() })}
          data-testid="part-refund-yes"
        >
          {amount === null ? t('fulfilment:refund.nothing') : t('fulfilment:refund.yes', { amount })}
        </Button>
      </div>
    </>
  );
}
