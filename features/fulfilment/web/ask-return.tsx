import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { SelectField } from '../../../platform/ui/select-field.tsx';
import { TextArea } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import type { Order } from '../../orders/protocol.ts';
import { returnable } from '../fulfilment.ts';
import { type AskReturn, type ReturnReason, returnNoteCharsMax, returnReasons } from '../protocol.ts';
import { linesOf, UnitChoice } from './unit-choice.tsx';
import { useAfterAct } from './use-fulfilment.ts';

/** The buyer asks to give something back; the shop answers. */
export function AskReturnButton({ order }: { order: Order }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="plain" size="small" onClick={() => setOpen(true)} data-testid="ask-return">
        {t('fulfilment:own.return')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('fulfilment:own.returnTitle')}
        text={t('fulfilment:own.returnText')}
        testId="return-dialog"
      >
        <Form order={order} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Form({ order, onClose }: { order: Order; onClose(): void }) {
  const { t } = useTranslation();
  const left = returnable(order);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const [reason, setReason] = useState<ReturnReason>('unwanted');
  const [note, setNote] = useState('');
  const lines = linesOf(chosen);
  const send = useAfterAct<Omit<AskReturn, 'id'>>(`/api/orders/${order.id}/returns`, () => {
    toast(t('fulfilment:own.asked'), 'good');
    onClose();
  });
  return (
    <>
      <UnitChoice
        lines={order.lines.filter(({ skuId }) => (left.get(skuId) ?? 0) > 0)}
        left={left}
        chosen={chosen}
        onChoose={setChosen}
        labelOf={(title) => t('fulfilment:own.unitsOf', { title })}
        ofLeft={(count) => t('fulfilment:own.of', { count })}
      />
      <SelectField
        label={t('fulfilment:own.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value as ReturnReason)}
        options={returnReasons.map((value) => ({ value, label: t(`fulfilment:reason.${value}`) }))}
        data-testid="return-reason"
      />
      <TextArea
        label={t('fulfilment:own.note')}
        maxLength={returnNoteCharsMax}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          {t('fulfilment:own.cancel')}
        </Button>
        <Button
          busy={send.busy}
          disabled={lines.length === 0}
          onClick={() => void send.run({ lines, reason, note: note.trim() })}
          data-testid="return-yes"
        >
          {t('fulfilment:own.ask')}
        </Button>
      </div>
    </>
  );
}
