import { type TSchema, Type } from 'typebox';
import { type Actor, isNamed, type Named } from '../kit/actor.ts';
import { type Refusal, refuse } from '../kit/refusal.ts';

/** The body of a refused request. */
export const RefusalBody = Type.Object({
  code: Type.String({ description: 'Stable; see the list of refusals.' }),
  text: Type.String({ description: 'One sentence in the language of the request.' }),
  details: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  id: Type.String({ description: 'The request, as the log names it.' }),
});

/** Handlers return a Refusal; the platform answers with a RefusalBody. The compiler sees the first, the docs the second. */
const Refused = Type.Unsafe<Refusal>(RefusalBody);

/** The `response` part of a route: what it gives, or a refusal. */
export function refusable<T extends TSchema>(schema: T): { 200: T; '4xx': typeof Refused; '5xx': typeof Refused } {
  return { 200: schema, '4xx': Refused, '5xx': Refused };
}

/** The actor with an account and a name, or the refusal for one without. */
export function requireNamed(request: { readonly actor: Actor }): Named | Refusal {
  return isNamed(request.actor) ? request.actor : refuse('name_needed');
}
