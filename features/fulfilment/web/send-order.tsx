import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { carrierCharsMax, numberCharsMax, type Parcel } from '../protocol.ts';
import { useAfterAct } from './use-fulfilment.ts';

interface SendOrderProps {
  orderId: string;
  pickup: boolean;
  ready: boolean;
  /** How it went out already: then only its number can be put right. */
  parcel?: Parcel | undefined;
}

type Step = { step: 'shipped'; carrier: string; number: string } | { step: 'ready' | 'handed_over' };

/** What there is to do next so that an order goes to its buyer. */
export function SendOrder({ orderId, pickup, ready, parcel }: SendOrderProps) {
  const { t } = useTranslation();
  const send = useAfterAct<Step>(`/api/orders/${orderId}/parcel`, () => toast(t('fulfilment:send.shipped'), 'good'));
  if (!pickup) return <Ship orderId={orderId} parcel={parcel} />;
  if (parcel?.state === 'sent') return null;
  const next = ready ? 'handed_over' : 'ready';
  return (
    <Button size="small" busy={send.busy} onClick={() => void send.run({ step: next })} data-testid={`send-${next}`}>
      {t(next === 'ready' ? 'fulfilment:send.ready' : 'fulfilment:send.handOver')}
    </Button>
  );
}

function Ship({ orderId, parcel }: Pick<SendOrderProps, 'orderId' | 'parcel'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [carrier, setCarrier] = useState(parcel?.carrier ?? '');
  const [number, setNumber] = useState(parcel?.number ?? '');
  const send = useAfterAct<Step>(`/api/orders/${orderId}/parcel`, () => {
    setOpen(false);
    toast(t('fulfilment:send.shipped'), 'good');
  });
  const step = { step: 'shipped' as const, carrier: carrier.trim(), number: number.trim() };
  return (
    <>
      <Button look={parcel ? 'quiet' : 'accent'} size="small" onClick={() => setOpen(true)} data-testid="ship">
        {t(parcel ? 'fulfilment:send.correct' : 'fulfilment:send.ship')}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('fulfilment:send.shipTitle')} testId="ship-dialog">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (step.carrier !== '') void send.run(step);
          }}
        >
          <TextField
            label={t('fulfilment:send.carrier')}
            maxLength={carrierCharsMax}
            required
            value={carrier}
            onChange={(event) => setCarrier(event.target.value)}
            data-testid="ship-carrier"
          />
          <TextField
            label={t('fulfilment:send.number')}
            maxLength={numberCharsMax}
            autoCapitalize="characters"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
            data-testid="ship-number"
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button look="plain" onClick={() => setOpen(false)}>
              {t('fulfilment:send.cancel')}
            </Button>
            <Button type="submit" busy={send.busy} disabled={step.carrier === ''} data-testid="ship-yes">
              {t('fulfilment:send.ship')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
