import { createHmac, timingSafeEqual } from 'node:crypto';

export interface OrderLinks {
  /** The way to one order for whoever holds it, without any account. [O47] */
  pathOf(orderId: string): string;
  opens(orderId: string, key: string): boolean;
}

/** The key of an order is derived from the installation's secret: it is kept nowhere. */
export function createOrderLinks(secret: string): OrderLinks {
  const keyOf = (orderId: string) => createHmac('sha256', secret).update(orderId).digest('base64url');
  return {
    pathOf: (orderId) => `/orders/${orderId}?key=${keyOf(orderId)}`,
    opens(orderId, key) {
      const [given, right] = [Buffer.from(key), Buffer.from(keyOf(orderId))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
