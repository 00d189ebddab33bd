import { useCallback, useRef, useState } from 'react';
import { sendWish, type Wishes } from './wish.ts';

export interface ActOptions<A> {
  onDone?(answer: A): void;
  /** Called with what went wrong; without it the act keeps it in `error`. */
  onError?: ((error: unknown) => void) | undefined;
}

export interface Act<B, A> {
  /** Sends it. Does nothing while the same act is under way: a double tap is one act. */
  run(body: B): Promise<A | undefined>;
  readonly busy: boolean;
  readonly error: unknown;
  forget(): void;
}

/**
 * One wish of a person: it keeps its client-made id until the server has answered, so that trying again after a lost
 * connection is the same command and not a second one. Another body is another wish.
 */
export function useAct<B, A>(send: (id: string, body: B) => Promise<A>, options: ActOptions<A> = {}): Act<B, A> {
  const wishes = useRef<Wishes>(new Map());
  const running = useRef(false);
  const latest = useRef({ send, options });
  latest.current = { send, options };
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = useCallback(async (body: B) => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setError(null);
    const sum = JSON.stringify(body) ?? '';
    if (!wishes.current.has(sum)) wishes.current.clear();
    try {
      const answer = await sendWish(wishes.current, sum, (id) => latest.current.send(id, body));
      latest.current.options.onDone?.(answer);
      return answer;
    } catch (problem) {
      setError(problem);
      latest.current.options.onError?.(problem);
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setError(null), []);
  return { run, busy, error, forget };
}
