/**
 * What was written before this, by the database's clock, is there for everybody to see: a transaction ends before, as each wait
 * in it has a limit of seconds. See connect.ts.
 */
export const settledAfterSeconds = 20;
