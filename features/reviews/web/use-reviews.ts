import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { HideReason, HostRating, OwnReview, ReviewPage, ShopReviews, WriteReview } from '../protocol.ts';
import type { Sort } from '../reviews.ts';

const listKey = (productId: string) => ['reviews', productId] as const;
const ownKey = (productId: string) => ['own-review', productId] as const;
const shopKey = ['shop-reviews'] as const;

export function useReviews(productId: string, sort: Sort) {
  return useInfiniteQuery({
    queryKey: [...listKey(productId), sort],
    queryFn: ({ pageParam }) =>
      api.get<ReviewPage>(`/api/products/${productId}/reviews?sort=${sort}${pageParam && `&after=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** `who` is the account, so that signing in asks anew. */
export function useOwnReview(productId: string, who: string | null) {
  return useQuery({
    queryKey: [...ownKey(productId), who],
    queryFn: () => api.get<OwnReview>(`/api/products/${productId}/review`),
    enabled: who !== null,
  });
}

/** Whatever was changed: the product's list, the own review and the shop's lists say it. */
function useChanged() {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['reviews'], ['own-review'], shopKey]) void queries.invalidateQueries({ queryKey });
  };
}

export function useWriteReview(productId: string, onDone: () => void) {
  const changed = useChanged();
  const path = `/api/products/${productId}/review`;
  const done = () => {
    changed();
    onDone();
  };
  const write = useAct((id, body: Omit<WriteReview, 'id'>) => api.put<OwnReview>(path, { id, ...body }), {
    onDone: done,
  });
  const remove = useAct((id, _: null) => api.post<OwnReview>(`${path}/remove`, { id }), { onDone: done });
  return { write, remove };
}

/** What the shop does with a review. */
export function useReviewActs(reviewId: string, onDone: () => void) {
  const changed = useChanged();
  const path = `/api/reviews/${reviewId}`;
  const done = () => {
    changed();
    onDone();
  };
  const answer = useAct((id, text: string) => api.put(`${path}/answer`, { id, text }), { onDone: done });
  const hide = useAct(
    (id, reason: HideReason | null) =>
      reason === null ? api.post(`${path}/show`, { id }) : api.post(`${path}/hide`, { id, reason }),
    { onDone: done },
  );
  return { answer, hide };
}

export type Which = 'all' | 'unanswered' | 'hidden';

export function useShopReviews(shopId: string, which: Which) {
  return useInfiniteQuery({
    queryKey: [...shopKey, shopId, which],
    queryFn: ({ pageParam }) =>
      api.get<ShopReviews>(`/api/shops/${shopId}/reviews?which=${which}${pageParam && `&after=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function useHostRating(hostId: string, who: string | null) {
  const queries = useQueryClient();
  const queryKey = ['host-rating', hostId, who];
  const path = `/api/hosts/${hostId}/rating`;
  const rating = useQuery({ queryKey, queryFn: () => api.get<HostRating>(path) });
  const rate = useAct((id, stars: number | null) => api.put<HostRating>(path, { id, rating: stars }), {
    onDone: (answer) => queries.setQueryData(queryKey, answer),
  });
  return { rating, rate };
}
