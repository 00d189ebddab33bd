/** The port to work that must not be lost: it outlives the process that asked for it. */
export interface Jobs {
  /**
   * Resolves when the job is kept. It runs at least once, so its work must bear being done twice. With an id (a UUID) a job that is
   * known is not kept again, until it is long done.
   */
  send(queue: string, data: object, id?: string): Promise<void>;
  /** Does the jobs of this queue, one after the other. One that throws is tried again later, and given up in the end. */
  work(queue: string, handler: (data: unknown) => Promise<void>): Promise<void>;
  /** Waits for the job at hand; what was not done is done after the next start. */
  close(): Promise<void>;
}

/** Tries, with twice the time between them each time: about forty minutes in all. */
export const jobRetriesMax = 9;
export const jobRetrySeconds = 5;
export const jobRetrySecondsMax = 600;
/** A job that takes longer has died with its process. */
export const jobSecondsMax = 60;
export const jobKeptAfterSeconds = 3_600;
export const jobPollSeconds = 1;
export const jobCloseMs = 5_000;
