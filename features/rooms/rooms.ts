import type { Fact } from '../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { type Audience, fact, pinsMax, type RoomState } from './protocol.ts';
import { type PinView, withPin } from './rooms-view.ts';

export type RoomStep = 'goLive' | 'end';

/** Every state and every step: where it leads, or why it is refused. */
export const transitions: Readonly<Record<RoomState, Readonly<Record<RoomStep, RoomState | Refusal>>>> = {
  scheduled: { goLive: 'live', end: refuse('room_not_live') },
  live: { goLive: refuse('room_already_live'), end: 'ended' },
  ended: { goLive: refuse('room_ended'), end: refuse('room_ended') },
};

/** What the decisions need to know of a room; the row is locked while they decide. */
export interface RoomNow {
  readonly state: RoomState;
  readonly title: string;
  readonly coverPictureId: string | null;
  readonly audience: Audience;
  readonly productIds: readonly string[];
  readonly pins: readonly PinView[];
}

export interface Decision {
  readonly next: RoomNow;
  readonly facts: readonly Fact[];
}

/** Goes one step of the room's life. The end lets the pins go; the bag stays, for buying. */
export function step(room: RoomNow, what: RoomStep): Decision | Refusal {
  const to = transitions[room.state][what];
  if (typeof to !== 'string') return to;
  if (to === 'ended') return { next: { ...room, state: to, pins: [] }, facts: [fact('room.ended', {})] };
  return { next: { ...room, state: to }, facts: [fact('room.live', {})] };
}

/**
 * Renames the room, changes its cover or whom it is for, in any state: a replay may get a better title. For whom it is
 * stands in no fact: whoever hears the room's facts is in it.
 */
export function change(
  room: RoomNow,
  wanted: { title?: string; coverPictureId?: string | null; audience?: Audience },
): Decision {
  const title = wanted.title ?? room.title;
  const audience = wanted.audience ?? room.audience;
  const coverPictureId = wanted.coverPictureId === undefined ? room.coverPictureId : wanted.coverPictureId;
  const next = { ...room, title, coverPictureId, audience };
  if (title === room.title && coverPictureId === room.coverPictureId) return { next, facts: [] };
  return { next, facts: [fact('room.changed', { title, coverPictureId })] };
}

/** Puts exactly these products into the bag. What leaves the bag is unpinned first. */
export function setBag(
  room: RoomNow,
  productIds: readonly string[],
  forSale: ReadonlySet<string>,
): (Decision & { readonly added: readonly string[] }) | Refusal {
  if (room.state === 'ended') return refuse('room_ended');
  const held = new Set(room.productIds);
  const added = productIds.filter((id) => !held.has(id));
  // What is in the bag already may stay when it went off sale meanwhile; only newcomers are asked.
  if (added.some((id) => !forSale.has(id))) return refuse('bag_product_unknown');
  const wanted = new Set(productIds);
  let pinned: Decision = { next: room, facts: [] };
  for (const { productId } of room.pins) {
    if (!wanted.has(productId)) pinned = then(pinned, withoutPin(pinned.next, productId));
  }
  const next = { ...pinned.next, productIds: [...productIds] };
  const same = productIds.length === room.productIds.length && productIds.every((id, i) => id === room.productIds[i]);
  const facts = same ? [] : [...pinned.facts, fact('bag.changed', { productIds: [...productIds] })];
  return { next, facts, added };
}

/** Pins a product of the bag. The first pin is explained in any case, so that the room always has one focus. */
export function pin(room: RoomNow, productId: string, explaining: boolean): Decision | Refusal {
  if (room.state === 'ended') return refuse('room_ended');
  if (!room.productIds.includes(productId)) return refuse('not_in_bag');
  const known = room.pins.find((held) => held.productId === productId);
  if (!known && room.pins.length >= pinsMax) return refuse('too_many_pins', { max: pinsMax });
  // Whoever holds the focus keeps it until another product takes it.
  if (known && (known.explaining || !explaining)) return { next: room, facts: [] };
  const focus = explaining || room.pins.length === 0;
  return {
    next: { ...room, pins: withPin(room.pins, productId, focus) },
    facts: [fact('product.pinned', { productId, explaining: focus })],
  };
}

/** Unpins a product; when it held the focus, the oldest pin that is left takes it. */
export function unpin(room: RoomNow, productId: string): Decision | Refusal {
  if (room.state === 'ended') return refuse('room_ended');
  return withoutPin(room, productId);
}

function withoutPin(room: RoomNow, productId: string): Decision {
  const held = room.pins.find((one) => one.productId === productId);
  if (!held) return { next: room, facts: [] };
  const left = room.pins.filter((one) => one !== held);
  const facts = [fact('product.unpinned', { productId })];
  const heir = held.explaining ? left[0] : undefined;
  if (!heir) return { next: { ...room, pins: left }, facts };
  return {
    next: { ...room, pins: withPin(left, heir.productId, true) },
    facts: [...facts, fact('product.pinned', { productId: heir.productId, explaining: true })],
  };
}

function then(before: Decision, after: Decision): Decision {
  return { next: after.next, facts: [...before.facts, ...after.facts] };
}
