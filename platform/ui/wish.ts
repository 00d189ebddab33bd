import { ApiRefusal } from './api.ts';
import { newId } from './ids.ts';

/** The client-made ids of wishes that the server has not answered yet, by what is wished. */
export type Wishes = Map<string, string>;

const wishesMax = 50;

/**
 * Sends a wish under its id. The id belongs to the wish, not to the try: without an answer the same wish goes out again
 * under the same id, and is the same command and not a second one.
 */
export async function sendWish<A>(wishes: Wishes, wish: string, send: (id: string) => Promise<A>): Promise<A> {
  const id = wishes.get(wish) ?? newId();
  wishes.set(wish, id);
  for (const oldest of wishes.keys()) if (wishes.size > wishesMax) wishes.delete(oldest);
  try {
    const answer = await send(id);
    wishes.delete(wish);
    return answer;
  } catch (problem) {
    if (wasAnswered(problem)) wishes.delete(wish);
    throw problem;
  }
}

const tooMany = 429;

/**
 * After a fault or a lost connection the act may still have happened. What a gate says before anybody has looked at the
 * id (too many requests, a proxy's page without a code) tells nothing of an earlier try either.
 */
function wasAnswered(problem: unknown): boolean {
  if (!(problem instanceof ApiRefusal) || problem.code === 'fault') return false;
  return problem.status < 500 && problem.status !== tooMany;
}
