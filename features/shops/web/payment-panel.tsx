import { useQuery } from '@tanstack/react-query';
import { CreditCard, FlaskConical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../platform/ui/api.ts';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Notice } from '../../../platform/ui/notice.tsx';
import type { PaymentWays } from '../../payments/protocol.ts';
import { isStripeCurrency } from '../../payments/stripe-currency.ts';
import { PanelForm, PanelPart, type PanelProps } from './panel-form.tsx';
import { SettingLines } from './setting-lines.tsx';
import { TickBox } from './tick-box.tsx';
import { useChangeSettings } from './use-settings.ts';

/** Which ways to pay there are: what moves money, and what only tries it out. */
export function PaymentPanel({ settings, onSaved, ...form }: PanelProps) {
  const { t } = useTranslation();
  const [sandbox, setSandbox] = useState(settings.sandbox);
  const save = useChangeSettings(settings.shop.id, onSaved);
  const { demo, currency } = settings.shop;
  const ways = useQuery({ queryKey: ['payment-ways'], queryFn: () => api.get<PaymentWays>('/api/payments/ways') });
  const real = demo ? 'demo' : !ways.data?.stripe ? 'none' : isStripeCurrency(currency) ? 'set' : 'currency';
  return (
    <PanelForm {...form} busy={save.busy} error={save.error} onSave={() => void save.run({ sandbox })}>
      <PanelPart title={t('shops:payment.ways')}>
        <Way
          icon={<CreditCard aria-hidden className="size-6" />}
          title={t('shops:payment.real')}
          text={t('shops:payment.realText')}
          state={<StripeState state={real} currency={currency} />}
        />
        <Way
          icon={<FlaskConical aria-hidden className="size-6" />}
          title={t('shops:payment.sandbox')}
          text={t('shops:payment.sandboxText')}
          state={<Badge tone="good">{t('shops:payment.builtIn')}</Badge>}
        />
      </PanelPart>
      <PanelPart title={t('shops:payment.inThisShop')}>
        <TickBox
          label={t('shops:payment.allow')}
          hint={t('shops:payment.allowWhat')}
          checked={sandbox}
          onChange={setSandbox}
          testId="payment-sandbox"
        />
        {(sandbox || real !== 'set') && (
          <Notice tone="warn" testId="payment-consequence">
            {t(sandbox ? 'shops:payment.open' : 'shops:payment.shut')}
          </Notice>
        )}
      </PanelPart>
      <PanelPart title={t('shops:payment.real')}>
        <SettingLines
          lines={stripeLines.map(([name, example]) => ({ name, example, there: ways.data?.stripe != null }))}
        />
      </PanelPart>
    </PanelForm>
  );
}

const stripeLines = [
  ['STRIPE_SECRET_KEY', 'sk_live_...'],
  ['STRIPE_PUBLISHABLE_KEY', 'pk_live_...'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_...'],
] as const;

/** Whether buyers of this shop can pay by Stripe, and if not, why. */
function StripeState({ state, currency }: { state: 'demo' | 'none' | 'currency' | 'set'; currency: string }) {
  const { t } = useTranslation();
  if (state === 'set') return <Badge tone="good">{t('shops:payment.set')}</Badge>;
  const why = {
    demo: 'shops:payment.notDemo',
    none: 'shops:payment.none',
    currency: 'shops:payment.notCurrency',
  } as const;
  return <Badge tone="warn">{t(why[state], { currency })}</Badge>;
}

function Way({ icon, title, text, state }: { icon: ReactNode; title: string; text: string; state: ReactNode }) {
  return (
    <div className="flex items-start gap-3 rounded-card border border-line bg-surface p-3.5">
      <span className="text-accent-text">{icon}</span>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex flex-wrap items-center gap-2 font-bold">
          {title} {state}
        </p>
        <p className="text-small text-muted">{text}</p>
      </div>
    </div>
  );
}
