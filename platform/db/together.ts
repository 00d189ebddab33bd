/**
 * Sends independent statements without waiting in between; the one connection of a transaction runs them in order. It
 * waits for all of them even when one fails: none may reach the connection after the transaction has ended.
 */
export async function together<T extends readonly unknown[] | []>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
