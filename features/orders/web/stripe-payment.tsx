import { Lock } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../platform/ui/button.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { useLocale } from '../../../platform/ui/locale.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { loadStripe, type StripeJs } from './load-stripe.ts';

interface StripePaymentProps {
  clientSecret: string;
  publishableKey: string;
  /** As the buyer reads it on the button. */
  amount: string;
  /** Stripe took it; our server hears of it by webhook. */
  onConfirmed(): void;
}

interface Form {
  readonly stripe: StripeJs;
  readonly elements: ReturnType<StripeJs['elements']>;
}

/** Stripe's own fields in a frame of Stripe's: what is typed there never comes to this page or its server. */
export function StripePayment({ clientSecret, publishableKey, amount, onConfirmed }: StripePaymentProps) {
  const { t } = useTranslation();
  const fields = useFields(clientSecret, publishableKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!fields.form || busy) return;
    setBusy(true);
    setProblem(null);
    const { stripe, elements } = fields.form;
    const confirmParams = { return_url: `${window.location.origin}/orders` };
    const answer = await stripe.confirmPayment({ elements, confirmParams, redirect: 'if_required' }).catch(() => ({
      error: {},
    }));
    setBusy(false);
    if (answer.error) setProblem((answer.error as { message?: string }).message ?? t('orders:stripe.failed'));
    else onConfirmed();
  };
  if (fields.failed) return <ErrorState text={t('orders:stripe.notLoaded')} onRetry={fields.retry} />;
  return (
    <form onSubmit={submit} className="grid w-full gap-3 text-start" data-testid="stripe-payment">
      {!fields.ready && <Skeleton className="h-40" />}
      <div ref={fields.place} />
      {problem !== null && (
        <p role="alert" data-testid="stripe-problem" className="text-small font-semibold text-bad">
          {problem}
        </p>
      )}
      <Button type="submit" wide size="large" busy={busy} disabled={!fields.ready} data-testid="stripe-pay">
        {t('orders:stripe.pay', { amount })}
      </Button>
      <p className="flex items-center justify-center gap-1.5 text-tiny text-muted">
        <Lock aria-hidden className="size-3.5" />
        {t('orders:stripe.privacy')}
      </p>
    </form>
  );
}

/** Loads Stripe's script and puts its fields in their place; leaves with them. */
function useFields(clientSecret: string, publishableKey: string) {
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<Form | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another mount.
  useEffect(() => {
    let left = false;
    let leave = () => {};
    setState('loading');
    loadStripe(publishableKey).then(
      (stripe) => {
        if (left || !place.current) return;
        const theme = isDark() ? 'night' : 'stripe';
        const elements = stripe.elements({ clientSecret, locale: stripeLocale(locale), appearance: { theme } });
        const fields = elements.create('payment');
        fields.on('ready', () => setState('ready'));
        fields.on('loaderror', () => setState('failed'));
        fields.mount(place.current);
        leave = () => fields.destroy();
        setForm({ stripe, elements });
      },
      () => !left && setState('failed'),
    );
    return () => {
      left = true;
      leave();
    };
  }, [clientSecret, publishableKey, tries]);
  return { place, form, ready: state === 'ready', failed: state === 'failed', retry: () => setTries(tries + 1) };
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Stripe's names for our languages. */
function stripeLocale(locale: string): string {
  return locale.startsWith('zh') ? 'zh' : locale.slice(0, 2);
}
