import { type Parsed, type SettingRow, wrong } from './setting-values.ts';

/** Stripe's keys: all of them, or none and no Stripe. */
export interface PaymentSettings {
  readonly stripeSecretKey?: string;
  readonly stripePublishableKey?: string;
  readonly stripeWebhookSecret?: string;
  readonly stripeApiUrl?: string;
}

export const paymentRows: readonly SettingRow<PaymentSettings>[] = [
  {
    name: 'STRIPE_SECRET_KEY',
    key: 'stripeSecretKey',
    description:
      'With it, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET, real shops take cards through Stripe. A restricted key needs to write payment intents and refunds, and to read charges and balance transactions.',
    confidential: true,
    parse: shaped(/^(sk|rk)_(test|live)_\w+$/, "Stripe's secret key, such as sk_live_... or rk_live_..."),
  },
  {
    name: 'STRIPE_PUBLISHABLE_KEY',
    key: 'stripePublishableKey',
    description: "Stripe's publishable key, which buyers' browsers get.",
    confidential: true,
    parse: shaped(/^pk_(test|live)_\w+$/, "Stripe's publishable key, such as pk_live_..."),
  },
  {
    name: 'STRIPE_WEBHOOK_SECRET',
    key: 'stripeWebhookSecret',
    description:
      'The signing secret of the webhook endpoint `PUBLIC_URL/api/payments/stripe/webhook` that you make at Stripe.',
    confidential: true,
    parse: shaped(/^whsec_[\w+/=]+$/, 'the signing secret of a webhook endpoint, such as whsec_...'),
  },
  {
    name: 'STRIPE_API_URL',
    key: 'stripeApiUrl',
    description: 'For tests: where a double of Stripe answers on this machine, such as `http://127.0.0.1:4010`.',
    parse: (text) => (/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(text) ? text : wrong('http://127.0.0.1 with a port')),
  },
];

/** What is wrong between several of them, in one sentence. */
export function paymentProblem(settings: PaymentSettings): string | undefined {
  const { stripeSecretKey, stripePublishableKey, stripeWebhookSecret, stripeApiUrl } = settings;
  const keys = {
    STRIPE_SECRET_KEY: stripeSecretKey,
    STRIPE_PUBLISHABLE_KEY: stripePublishableKey,
    STRIPE_WEBHOOK_SECRET: stripeWebhookSecret,
  };
  const missing = Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 3) {
    return stripeApiUrl === undefined
      ? undefined
      : 'The setting STRIPE_API_URL is of no use without the keys of Stripe.';
  }
  if (missing.length > 0) {
    return `The settings ${Object.keys(keys).join(', ')} go together, but ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} empty.`;
  }
  if (isLive(stripeSecretKey) !== isLive(stripePublishableKey)) {
    return 'The settings STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY must both be of test or both of live mode.';
  }
  return undefined;
}

function isLive(key: string | undefined): boolean {
  return key?.includes('_live_') ?? false;
}

function shaped(pattern: RegExp, expected: string) {
  return (text: string): Parsed => (pattern.test(text) ? text : wrong(expected));
}
