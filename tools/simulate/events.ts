import { places } from '../faults/places.ts';

/** Everything hard that must happen somewhere in many stories: a simulation in which one of them never does proves nothing. */
export const eventNames = [
  // Buyers and the wire.
  ...['a request is lost', 'an answer is lost', 'a request arrives twice', 'asked again under the same id'],
  ...[
    'a double click',
    'a repeat finds its order',
    'a repeat meets itself in a batch',
    'an id is used for something else',
  ],
  ...['a batch of several purchases', 'a transaction waits for a lock', 'one SKU twice in an order'],
  // What a sale refuses.
  ...['refused sold_out', 'refused not_enough_left', 'refused price_changed', 'refused purchase_limit'],
  ...['refused too_many_unpaid', 'refused order_act_impossible', 'refused coupon_all_claimed'],
  ...['refused coupon_share_claimed', 'refused product_not_for_sale', 'refused stock_below_held'],
  // Prices.
  ...['sold at the live price', 'sold in a deal', 'a deal is withheld', 'a deal gives back', 'a coupon is used'],
  ...['a coupon comes back', 'several coupons in one order', 'a price changes', 'the terms change', 'the show ends'],
  ...['a way of delivery is chosen', 'several rates of tax in one order', 'refused delivery_method_unknown'],
  ...['refused delivery_method_not_served'],
  // Money.
  ...['paid at once', 'declined', 'no answer from the provider', 'paid by a webhook', 'paid by a sweep'],
  ...['captured after a decline', 'captured after a cancel', 'captured after the hold', 'captured twice for one order'],
  ...['a refund is made', 'a refund fails', 'a refund fails after it was made', 'a failed refund is asked for anew'],
  ...[
    'a charge arrives after it was given up',
    'given back at the provider',
    'called off and never captured',
    'a late capture goes back',
  ],
  // Webhooks.
  ...[
    'a webhook comes twice',
    'a webhook is lost',
    'a forged webhook',
    'a stale webhook',
    'a webhook of another amount',
  ],
  ...['a webhook before the answer'],
  // Time and machines.
  ...['a hold runs out', 'the clock steps forward', 'the clock steps back', 'a server dies anywhere'],
  ...['cancelled while held', 'units come', 'units go'],
] as const;

export type EventName = (typeof eventNames)[number] | `died: ${string}`;

/** The places at which servers of the simulation die; they publish nothing, answer as they commit, and refund no parts. */
export const deathPlaces = places.filter((place) => !/published|told$|^part /.test(place));

export class Events {
  readonly counts = new Map<EventName, number>();

  count(name: EventName): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  add(other: Events): void {
    for (const [name, count] of other.counts) this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }
}
