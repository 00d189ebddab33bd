import { Type } from 'typebox';
import { Compile } from 'typebox/schema';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { closed, Id } from '../../../platform/kit/schema.ts';
import type { ChargeAnswer } from '../payment.ts';
import type { PaymentEvent } from './provider.ts';

const Event = Compile(
  Type.Object(
    {
      eventId: Type.String({ minLength: 1, maxLength: 100 }),
      paymentId: Id,
      answer: Type.Union([
        Type.Object({ state: Type.Literal('captured'), reference: Type.String({ maxLength: 200 }) }, closed),
        Type.Object({ state: Type.Literal('declined'), code: Type.String({ maxLength: 60 }) }, closed),
      ]),
    },
    closed,
  ),
);

export interface SandboxEvent {
  readonly eventId: string;
  readonly paymentId: string;
  readonly answer: ChargeAnswer;
}

export function writeEvent(event: SandboxEvent): string {
  return JSON.stringify(event);
}

export function readEvent(rawBody: Buffer): PaymentEvent | Refusal {
  try {
    const event: unknown = JSON.parse(rawBody.toString());
    if (!Event.Check(event)) return refuse('bad_request', { what: 'event' });
    const { answer, ...of } = event as SandboxEvent;
    return { kind: 'payment', ...of, heard: answer };
  } catch {
    return refuse('bad_request', { what: 'json' });
  }
}
