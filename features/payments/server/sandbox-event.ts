import { Type } from 'typebox';
import { Compile } from 'typebox/schema';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { closed, Id } from '../../../platform/kit/schema.ts';
import type { WebhookEvent } from './provider.ts';

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

export function writeEvent(event: WebhookEvent): string {
  return JSON.stringify(event);
}

export function readEvent(rawBody: string): WebhookEvent | Refusal {
  try {
    const event: unknown = JSON.parse(rawBody);
    return Event.Check(event) ? (event as WebhookEvent) : refuse('bad_request', { what: 'event' });
  } catch {
    return refuse('bad_request', { what: 'json' });
  }
}
