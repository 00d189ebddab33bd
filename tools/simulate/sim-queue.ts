import type { SimClock, Work } from './sim-clock.ts';

interface Waiting<Command, Answer> {
  readonly command: Command;
  readonly resolve: (answer: Answer) => void;
}

interface QueueNeeds<Command, Answer> {
  readonly clock: SimClock;
  readonly run: (work: Work<void>) => void;
  readonly batchMax: number;
  readonly commit: (commands: readonly Command[]) => Work<readonly Answer[]>;
}

/** Gathers commands for one noun while the batch before them commits, as the product's batcher does. */
export class SimQueue<Command, Answer> {
  readonly #needs: QueueNeeds<Command, Answer>;
  readonly #waiting = new Map<string, Waiting<Command, Answer>[]>();

  constructor(needs: QueueNeeds<Command, Answer>) {
    this.#needs = needs;
  }

  *submit(key: string, command: Command): Work<Answer> {
    let answer: Answer | undefined;
    yield (resume) => {
      const waiting: Waiting<Command, Answer> = {
        command,
        resolve: (given) => {
          answer = given;
          resume();
        },
      };
      const queue = this.#waiting.get(key);
      if (queue) {
        queue.push(waiting);
        return;
      }
      const first = [waiting];
      this.#waiting.set(key, first);
      this.#needs.run(this.#drain(key, first));
    };
    return answer as Answer;
  }

  *#drain(key: string, queue: Waiting<Command, Answer>[]): Work<void> {
    yield* this.#needs.clock.sleep(0);
    while (queue.length > 0) {
      const batch = queue.splice(0, this.#needs.batchMax);
      const answers = yield* this.#needs.commit(batch.map(({ command }) => command));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    }
    this.#waiting.delete(key);
  }
}
