import type { Fold, NumberedFact } from '../../platform/kit/fact.ts';
import type { RoomState } from './protocol.ts';

export interface PinView {
  readonly productId: string;
  /** True for exactly one of the pins: the room attends to one product at a time. */
  readonly explaining: boolean;
}

/** The room as everybody in it sees it. */
export interface RoomView {
  readonly title: string;
  readonly coverPictureId: string | null;
  readonly state: RoomState;
  readonly liveAt: number | null;
  readonly endedAt: number | null;
  /** The bag's products, in the host's order. */
  readonly productIds: readonly string[];
  readonly pins: readonly PinView[];
  /** Since when the explained product has had the focus. */
  readonly explainedSince: number | null;
}

export const roomFold: Fold<RoomView> = {
  initial: {
    title: '',
    coverPictureId: null,
    state: 'scheduled',
    liveAt: null,
    endedAt: null,
    productIds: [],
    pins: [],
    explainedSince: null,
  },
  apply(view, fact) {
    return folds[fact.kind]?.(view, fact) ?? view;
  },
};

const folds: Readonly<Record<string, (view: RoomView, fact: NumberedFact) => RoomView>> = {
  'room.created': (view, { body }) => ({ ...view, title: body.title as string }),
  'room.changed': (view, { body }) => ({
    ...view,
    title: body.title as string,
    coverPictureId: body.coverPictureId as string | null,
  }),
  'room.live': (view, { at }) => ({ ...view, state: 'live', liveAt: at }),
  'room.ended': (view, { at }) => ({ ...view, state: 'ended', endedAt: at, pins: [], explainedSince: null }),
  'bag.changed': (view, { body }) => ({ ...view, productIds: body.productIds as string[] }),
  'product.pinned': (view, { at, body }) =>
    withFocus(view, withPin(view.pins, body.productId as string, body.explaining as boolean), at),
  'product.unpinned': (view, { at, body }) =>
    withFocus(
      view,
      view.pins.filter((pin) => pin.productId !== body.productId),
      at,
    ),
};

/** The id of the product that the room attends to. */
export function explainedOf(pins: readonly PinView[]): string | null {
  return pins.find((pin) => pin.explaining)?.productId ?? null;
}

function withFocus(view: RoomView, pins: readonly PinView[], at: number): RoomView {
  const focus = explainedOf(pins);
  if (focus === explainedOf(view.pins)) return { ...view, pins };
  return { ...view, pins, explainedSince: focus === null ? null : at };
}

/** A pin keeps its place; the one that is being explained takes the focus from the others. */
export function withPin(pins: readonly PinView[], productId: string, explaining: boolean): PinView[] {
  const known = pins.some((pin) => pin.productId === productId);
  const all = known ? pins : [...pins, { productId, explaining }];
  return all.map((pin) =>
    pin.productId === productId
      ? { productId, explaining }
      : { ...pin, explaining: explaining ? false : pin.explaining },
  );
}
