import { type Refusal, refuse } from '../kit/refusal.ts';

/** One batch's commands at most: a bigger one gains nothing and holds its locks longer. */
export const batchCommandsMax = 1_000;
/** Commands that may wait for all nouns together: memory is shared. */
export const allWaitingCommandsMax = 50_000;
/** Commands that may wait for one noun; beyond it they are refused `overloaded` at once. */
export const waitingCommandsMax = 10_000;

export interface Batcher<Command, Answer> {
  submit(command: Command): Promise<Answer | Refusal>;
  /** Commands waiting or in flight. */
  waiting(): number;
  /** Resolves when nothing is in flight any more. New commands are refused. */
  close(): Promise<void>;
}

export interface BatcherNeeds<Command, Answer> {
  /** The noun that commands queue for: a SKU, a room's talk. */
  readonly keyOf: (command: Command) => string;
  /** Decides and commits a whole batch; one answer per command, in the same order. A throw fails each command of it. */
  readonly commit: (key: string, commands: readonly Command[]) => Promise<readonly (Answer | Refusal)[]>;
  readonly batchMax?: number;
  readonly waitingMax?: number;
}

interface Waiting<Command, Answer> {
  readonly command: Command;
  readonly resolve: (answer: Answer | Refusal) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers commands for the same noun while the batch before them commits. An idle noun waits for nothing: the first
 * command starts a batch of one; a busy one makes bigger batches by itself.
 */
export function createBatcher<Command, Answer>(needs: BatcherNeeds<Command, Answer>): Batcher<Command, Answer> {
  const batchMax = needs.batchMax ?? batchCommandsMax;
  const waitingMax = needs.waitingMax ?? waitingCommandsMax;
  const queues = new Map<string, Waiting<Command, Answer>[]>();
  const running = new Set<Promise<void>>();
  let count = 0;
  let closed = false;

  return { submit, waiting: () => count, close };

  function submit(command: Command): Promise<Answer | Refusal> {
    const key = needs.keyOf(command);
    const queue = queues.get(key);
    const full = count >= allWaitingCommandsMax || (queue !== undefined && queue.length >= waitingMax);
    if (closed || full) return Promise.resolve(refuse('overloaded'));
    count += 1;
    return new Promise((resolve, reject) => {
      const waiting = { command, resolve, reject };
      if (queue) {
        queue.push(waiting);
        return;
      }
      queues.set(key, [waiting]);
      const run = drain(key).finally(() => running.delete(run));
      running.add(run);
    });
  }

  async function drain(key: string): Promise<void> {
    const queue = queues.get(key)!;
    // One turn of the event loop lets commands that arrived together share the first batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) await commitBatch(key, queue.splice(0, batchMax));
    queues.delete(key);
  }

  async function commitBatch(key: string, batch: readonly Waiting<Command, Answer>[]): Promise<void> {
    try {
      const answers = await needs.commit(
        key,
        batch.map((waiting) => waiting.command),
      );
      if (answers.length !== batch.length) throw new Error(`A batch of ${batch.length} got ${answers.length} answers.`);
      for (const [index, waiting] of batch.entries()) waiting.resolve(answers[index]!);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      count -= batch.length;
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all(running);
  }
}
