import type { Heard } from '../../features/payments/payment.ts';

export const webhookSecret = 'a secret between the provider and the shop';

export interface SimEvent {
  readonly eventId: string;
  readonly paymentId: string;
  readonly claims: { readonly orderId: string; readonly amountMinor: number; readonly currency: string };
  readonly heard: Heard;
}
