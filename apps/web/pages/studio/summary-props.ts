import type { Product } from '../../../../features/catalog/protocol.ts';
import type { RoomSales } from '../../../../features/orders/web/use-staff-orders.ts';
import type { RoomView } from '../../../../features/rooms/rooms-view.ts';
import type { StaffView } from '../staff/staff-gate.tsx';

export interface SummaryProps {
  roomId: string;
  room: Pick<RoomView, 'liveAt' | 'endedAt'>;
  view: StaffView;
  sales: RoomSales;
  /** What is in the bag, with what is left of it. */
  inBag: readonly Product[];
  products: ReadonlyMap<string, Product>;
  titleOf(productId: string): string;
}
