import type { FastifyBaseLogger } from 'fastify';
import { PgBoss } from 'pg-boss';
import {
  type Jobs,
  jobCloseMs,
  jobKeptAfterSeconds,
  jobPollSeconds,
  jobRetriesMax,
  jobRetrySeconds,
  jobRetrySecondsMax,
  jobSecondsMax,
} from './jobs.ts';

/** Its own few connections beside the pool: a busy room must not keep a letter waiting. */
const connectionsMax = 2;

export interface PgJobsNeeds {
  readonly url: string;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  /** The schema of its tables. */
  readonly schema?: string;
  readonly retrySeconds?: number;
}

/** Jobs in the same database, by pg-boss, which makes and migrates tables of its own. */
export async function createPgJobs({ url, log, schema = 'jobs', retrySeconds }: PgJobsNeeds): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    schema,
    max: connectionsMax,
    application_name: 'livestall jobs',
    schedule: false,
  });
  // Without a listener a database that goes away would end the process; it polls on and finds the database again.
  boss.on('error', (err) => log.error({ err }, 'jobs'));
  await boss.start();
  const made = new Map<string, Promise<void>>();
  const queueOf = (queue: string) => {
    if (!made.has(queue)) {
      const making = boss.createQueue(queue, {
        retryLimit: jobRetriesMax,
        retryDelay: retrySeconds ?? jobRetrySeconds,
        retryBackoff: true,
        retryDelayMax: jobRetrySecondsMax,
        expireInSeconds: jobSecondsMax,
        deleteAfterSeconds: jobKeptAfterSeconds,
      });
      made.set(
        queue,
        making.catch((error: unknown) => {
          made.delete(queue);
          throw error;
        }),
      );
    }
    return made.get(queue)!;
  };
  return {
    async send(queue, data, id) {
      await queueOf(queue);
      const kept = await boss.send(queue, data, id === undefined ? {} : { id });
      if (kept === null && id === undefined) throw new Error(`The job for ${queue} was not kept.`);
    },
    async work(queue, handler) {
      await queueOf(queue);
      await boss.work(queue, { pollingIntervalSeconds: jobPollSeconds }, async (jobs) => {
        for (const job of jobs) {
          try {
            await handler(job.data);
          } catch (err) {
            log.error({ err, queue, job: job.id }, 'a job failed');
            // Only what happened goes on to the table: what the job carried stays in the log's hands.
            throw new Error(err instanceof Error ? err.name : 'failed');
          }
        }
      });
    },
    close: () => boss.stop({ graceful: true, timeout: jobCloseMs, close: true }),
  };
}
