import type { ReactNode } from 'react';
import type { RoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import type { StaffView } from '../staff/staff-gate.tsx';
import type { BagDraft } from './use-bag-draft.ts';
import type { Pins } from './use-pins.ts';
import type { useSending } from './use-sending.ts';
import type { Show } from './use-show.ts';

/** Everything that a running show's page is made of, in whatever size. */
export interface RunningProps {
  roomId: string;
  room: Pick<RoomView, 'title' | 'liveAt' | 'explainedSince'>;
  view: StaffView;
  bag: BagDraft;
  show: Show;
  pins: Pins;
  sales: RoomSales;
  sending: ReturnType<typeof useSending>;
  titleOf(productId: string): string;
  /** Shows the keys beside what they do. */
  keys: boolean;
  talk: ReactNode;
  end: ReactNode;
}
