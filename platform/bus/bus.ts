/** Carries hints and signals between nodes. A message may be lost, doubled or late: nothing durable depends on it. */
export interface Bus {
  /** Never throws: what is published was committed already, and its caller must get its answer. */
  publish(subject: string, payload: unknown): void;
  /** Returns the way to stop. Handlers must not throw. */
  subscribe(subject: string, handler: (payload: unknown) => void): () => void;
  close(): Promise<void>;
}
