import Stripe from 'stripe';
import { PaymentUnanswered } from './provider.ts';

/** Two tries of this end before the sweeper asks about a payment that was just begun. */
export const stripeTimeoutMs = 5_000;
export const stripeRetriesMax = 1;

export interface StripeKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  /** A double on this machine, in tests. */
  readonly apiUrl?: string | undefined;
}

export function connectStripe({ secretKey, apiUrl }: StripeKeys): Stripe {
  const double = apiUrl === undefined ? undefined : new URL(apiUrl);
  return new Stripe(secretKey, {
    ...{ timeout: stripeTimeoutMs, maxNetworkRetries: stripeRetriesMax, telemetry: false },
    ...(double ? { protocol: 'http' as const, host: double.hostname, port: Number(double.port) } : {}),
  });
}

/** Stripe said no, and nothing happened. The words are ours: Stripe's own may name keys and people. */
export class StripeRefused extends Error {
  readonly code: string;
  constructor(error: InstanceType<typeof Stripe.errors.StripeError>) {
    const { type, code, param, statusCode, requestId } = error;
    super(
      `Stripe refused: ${type} ${code ?? ''} ${param ?? ''} (${statusCode ?? 0}, request ${requestId ?? 'unknown'}).`,
    );
    this.name = 'StripeRefused';
    this.code = code ?? '';
  }
}

/** Asks Stripe; what may have happened and what certainly did not are told apart. */
export async function asking<T>(paymentId: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { StripeConnectionError, StripeAPIError, StripeRateLimitError, StripeError } = Stripe.errors;
    const open = [StripeConnectionError, StripeAPIError, StripeRateLimitError].some((kind) => error instanceof kind);
    if (open) throw new PaymentUnanswered(paymentId);
    throw error instanceof StripeError ? new StripeRefused(error) : error;
  }
}
