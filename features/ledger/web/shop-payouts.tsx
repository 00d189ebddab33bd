import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editableMoney, formatMoney, parseMoney } from '../../../platform/kit/money.ts';
import { api } from '../../../platform/ui/api.ts';
import { Button } from '../../../platform/ui/button.tsx';
import { Dialog } from '../../../platform/ui/dialog.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { MoneyText } from '../../../platform/ui/money-text.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { TextField } from '../../../platform/ui/text-field.tsx';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import { type PayOut, type Payouts, payoutNoteCharsMax, type ShopDue } from '../protocol.ts';
import { PayoutLines } from './payout-lines.tsx';
import { payoutsKey, useTakePayouts } from './use-payouts.ts';

/** Of several shops: what each has, and what was paid out to it. One shop alone is paid out by the provider. */
export function ShopPayouts() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: payoutsKey, queryFn: () => api.get<Payouts>('/api/operator/payouts') });
  if (!data || data.shops.length === 0) return null;
  return (
    <section className="mt-8 grid gap-3" data-testid="shop-payouts">
      <h2 className="text-title font-extrabold">{t('ledger:payouts.title')}</h2>
      <p className="max-w-prose text-small text-muted">{t('ledger:payouts.lead')}</p>
      <ul className="grid gap-3">
        {data.shops.map((shop) => (
          <li key={shop.shopId}>
            <ShopRow shop={shop} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ShopRow({ shop }: { shop: ShopDue }) {
  const { t } = useTranslation();
  const { name, currency, dueMinor } = shop;
  return (
    <div
      className="grid gap-2 rounded-card border border-line bg-surface p-4 shadow-low"
      data-testid="shop-due"
      data-due={dueMinor}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1 font-bold">{name}</span>
        <span className="grid justify-items-end">
          <span className="text-tiny font-semibold text-muted">{t('ledger:payouts.due')}</span>
          <MoneyText
            minor={dueMinor}
            currency={currency}
            className={dueMinor < 0 ? 'font-extrabold text-bad' : 'font-extrabold'}
          />
        </span>
        <PayOutButton shop={shop} />
      </div>
      <PayoutLines shop={shop} />
    </div>
  );
}

function PayOutButton({ shop }: { shop: ShopDue }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="plain"
        size="small"
        disabled={shop.dueMinor <= 0}
        onClick={() => setOpen(true)}
        data-testid="payout-open"
      >
        {t('ledger:payouts.open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('ledger:payouts.to', { name: shop.name })}
        text={t('ledger:payouts.text')}
        testId="payout-dialog"
      >
        <PayOutForm shop={shop} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function PayOutForm({ shop: { shopId, currency, dueMinor }, onClose }: { shop: ShopDue; onClose(): void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const take = useTakePayouts();
  const [text, setText] = useState(() => editableMoney(dueMinor, currency, locale));
  const [note, setNote] = useState('');
  const amountMinor = parseMoney(text, currency, locale);
  const fits = amountMinor !== null && amountMinor > 0 && amountMinor <= dueMinor;
  const send = useAct(
    (id, body: Omit<PayOut, 'id'>) => api.post<Payouts>(`/api/operator/payouts/${shopId}`, { ...body, id }),
    {
      onDone: (read) => {
        take(read);
        toast(t('ledger:payouts.done'), 'good');
        onClose();
      },
      onError: (error) => toast(refusalText(error), 'bad'),
    },
  );
  return (
    <>
      <TextField
        label={t('ledger:payouts.amount', { currency })}
        hint={t('ledger:payouts.most', { amount: formatMoney(dueMinor, currency, locale) })}
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="payout-amount"
      />
      <TextField
        label={t('ledger:payouts.note')}
        maxLength={payoutNoteCharsMax}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        data-testid="payout-note"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          {t('ledger:payouts.back')}
        </Button>
        <Button
          busy={send.busy}
          disabled={!fits}
          onClick={() => void send.run({ amountMinor: amountMinor ?? 0, note: note.trim() })}
          data-testid="payout-yes"
        >
          {t('ledger:payouts.yes')}
        </Button>
      </div>
    </>
  );
}
