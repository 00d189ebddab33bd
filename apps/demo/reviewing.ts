import type { HostRating, OwnReview } from '../../features/reviews/protocol.ts';
import type { Room } from '../../features/rooms/protocol.ts';
import type { Browser } from './browser.ts';
import type { Memory } from './memory.ts';
import { people } from './people.ts';
import { hostRatingOf, reviewDue, reviewOf } from './reviews.ts';

interface Needs {
  readonly memory: Memory;
  readonly host: Browser;
  readonly buyer: Browser;
  readonly roomId: string;
}

/** Whoever has just bought says how it is, if nobody has in that language, and rates the host, once; the shop answers where it has to. */
export async function review(needs: Needs, by: number, chapter: string, productId: string): Promise<void> {
  const { memory, host, buyer, roomId } = needs;
  const { reviewed } = memory;
  const [key, wanted] = [reviewDue(reviewed, by, chapter), reviewOf(by, chapter)];
  // An order whose payment is on its way may not be reviewed yet: whoever buys it next does.
  const { may } = await buyer.get<OwnReview>(`/api/products/${productId}/review`);
  if (!may) return;
  if (key !== null && wanted) {
    const { rating, text, answer } = wanted;
    const own = await buyer.put<OwnReview>(`/api/products/${productId}/review`, { rating, text, pictureIds: [] });
    // Others may have said theirs meanwhile.
    memory.reviewed = { ...memory.reviewed, products: [...memory.reviewed.products, key] };
    if (answer) await host.put(`/api/reviews/${own.review!.id}/answer`, { text: answer });
  }
  const { name } = people[by]!;
  if (reviewed.rated.includes(name)) return;
  const { hostId } = await host.get<Room>(`/api/rooms/${roomId}`);
  await buyer.put<HostRating>(`/api/hosts/${hostId}/rating`, { rating: hostRatingOf(by) });
  memory.reviewed = { ...memory.reviewed, rated: [...memory.reviewed.rated, name] };
}
