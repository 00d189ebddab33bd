import { useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useEffect, useSyncExternalStore } from 'react';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { ApiRefusal, api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { isLine, type LineKey, putIn } from '../cart.ts';
import type { Cart, CartWish } from '../protocol.ts';
import { bringKept } from './bring-kept.ts';
import { keepCart, keptCart, onKept } from './kept-cart.ts';

const cartKey = ['cart'] as const;
const emptyCart: Cart = { groups: [], units: 0 };
const freshMs = 5_000;
const againMs = 15_000;

/**
 * The cart at the prices of now: the account's, or what the browser keeps for somebody without one. Undefined while it is
 * not known who asks. `open`: it is before the viewer's eyes, so its prices are asked for again and again.
 */
export function useCart(accountId: string | null | undefined, open = false) {
  const queries = useQueryClient();
  const kept = useSyncExternalStore(onKept, keptCart);
  const toBring = typeof accountId === 'string' && (kept.lines.length > 0 || kept.bringing !== null);
  useEffect(() => {
    if (!toBring) return;
    bringKept().then(
      () => askAgain(queries, cartKey),
      () => undefined,
    );
  }, [toBring, queries]);
  return useQuery({
    queryKey: [...cartKey, accountId ?? kept.lines],
    queryFn: () => readCart(accountId ?? null, kept.lines),
    enabled: accountId !== undefined,
    placeholderData: (before) => before,
    staleTime: freshMs,
    refetchInterval: open ? againMs : false,
  });
}

/** Each answers with the cart as it is afterwards. */
export function useCartActs(accountId: string | null, told: { onPut?(): void } = {}) {
  const queries = useQueryClient();
  const onDone = (cart: Cart | undefined) => {
    if (cart) queries.setQueryData([...cartKey, accountId], cart);
  };
  const put = useAct(
    (id, line: CartWish) => (accountId === null ? putKept(line) : api.post<Cart>('/api/me/cart/lines', { id, line })),
    {
      onDone(cart) {
        onDone(cart);
        told.onPut?.();
      },
    },
  );
  const change = useAct(
    (id, line: LineKey & { readonly quantity: number }) =>
      accountId === null ? changeKept(line) : api.put<Cart>('/api/me/cart/lines', { id, ...line }),
    { onDone },
  );
  return { put, change };
}

/** After an order, or whenever the server says that the cart is another. */
export function useFreshenCart() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: cartKey });
}

async function readCart(accountId: string | null, lines: readonly CartWish[]): Promise<Cart> {
  if (accountId !== null) return api.get<Cart>('/api/me/cart');
  return lines.length === 0 ? emptyCart : api.post<Cart>('/api/cart/price', { lines });
}

/** By the rule of the server, in the browser of somebody who has no name yet. */
async function putKept(line: CartWish): Promise<undefined> {
  const kept = keptCart();
  const after = putIn(kept.lines, line);
  if (isRefusal(after)) {
    const details = after.details ?? {};
    throw new ApiRefusal(after.refused, i18next.t(`carts:refusal.${after.refused}`, details), details, 409);
  }
  const there = kept.lines.some((other) => isLine(other, line));
  const lines = there ? kept.lines.map((other) => (isLine(other, line) ? after : other)) : [...kept.lines, after];
  keepCart({ ...kept, lines });
}

async function changeKept({ quantity, ...key }: LineKey & { readonly quantity: number }): Promise<undefined> {
  const kept = keptCart();
  const lines = kept.lines.flatMap((line) => (!isLine(line, key) ? line : quantity === 0 ? [] : { ...line, quantity }));
  keepCart({ ...kept, lines });
}
