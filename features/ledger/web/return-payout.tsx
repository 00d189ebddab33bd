import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoney } from '../../../platform/kit/money.ts';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type Payouts, payoutNoteCharsMax, type ShopDue, type ShopPayout } from '../protocol.ts';
import { useTakePayouts } from './use-payouts.ts';

interface ReturnPayoutProps {
  payout: ShopPayout;
  shop: ShopDue;
}

/** The bank gave it back: why is asked, for the shop reads it. [L46] */
export function ReturnPayoutButton({ payout, shop }: ReturnPayoutProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const amount = formatMoney(payout.amountMinor, shop.currency, locale);
  return (
    <>
      <Button
        look="quiet"
        size="small"
        aria-label={`${t('ledger:payouts.return')} ${amount}`}
        onClick={() => setOpen(true)}
        data-testid="payout-return"
      >
        {t('ledger:payouts.return')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('ledger:payouts.returnTitle', { amount, name: shop.name })}
        text={t('ledger:payouts.returnText')}
        testId="payout-return-dialog"
      >
        <ReturnForm payout={payout} shop={shop} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ReturnForm({ payout, shop, onClose }: ReturnPayoutProps & { onClose(): void }) {
  const { t } = useTranslation();
  const take = useTakePayouts();
  const [text, setText] = useState('');
  const reason = text.trim();
  const send = useAct(
    (id, why: string) =>
      api.post<Payouts>(`/api/operator/payouts/${shop.shopId}/${payout.id}/return`, { id, reason: why }),
    {
      onDone: (read) => {
        take(read);
        toast(t('ledger:payouts.returnDone'), 'good');
        onClose();
      },
      onError: (error) => toast(refusalText(error), 'bad'),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== '') void send.run(reason);
  };
  return (
    <form className="grid gap-4" onSubmit={submit}>
      <TextField
        label={t('ledger:payouts.reason')}
        hint={t('ledger:payouts.reasonHint')}
        maxLength={payoutNoteCharsMax}
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="payout-reason"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          {t('ledger:payouts.back')}
        </Button>
        <Button type="submit" busy={send.busy} disabled={reason === ''} data-testid="payout-return-yes">
          {t('ledger:payouts.returnYes')}
        </Button>
      </div>
    </form>
  );
}
