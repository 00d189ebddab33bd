import { registerHooks } from 'node:module';

/**
 * The driver (3.4.9) writes to a connection that has just been lost: the rollback of its transaction goes to a socket that
 * is gone, which ends the whole process, or stays in the buffer and spoils the connection that comes after it. Upstream
 * knows (github.com/porsager/postgres/issues/1208) and has not released it. These are the lines as they should be.
 */
const mends: readonly (readonly [from: string, to: string])[] = [
  [
    "return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))\n\n    if (stream)",
    // True, so that the lost connection stays where the pool keeps lost ones.
    "return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))\n\n    if (!socket) return (queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true)\n\n    if (stream)",
  ],
  [
    "incomings = null\n    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)",
    "incomings = null\n    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)",
  ],
  [
    'closedTime = performance.now()\n    hadError &&',
    // The last words of the lost connection are no answer to the first question of the next.
    'closedTime = performance.now()\n    query = results = errorResponse = null\n    result = new Result()\n    hadError &&',
  ],
  ['const x = socket.write(chunk, fn)', 'const x = socket ? socket.write(chunk, fn) : false'],
];

/** On a driver that was mended earlier in this process. */
const mark = Symbol.for('livestall mended');

let loading: Promise<typeof import('postgres')> | undefined;

/** The driver, mended as it is loaded, once. A version whose text is another must be looked at, so it ends the start. */
export function loadPostgres(): Promise<typeof import('postgres')> {
  loading ??= loadMended();
  return loading;
}

async function loadMended(): Promise<typeof import('postgres')> {
  let mended = false;
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith('/postgres/src/connection.js')) return loaded;
      mended = true;
      return { ...loaded, source: mend(String(loaded.source)) };
    },
  });
  try {
    const { default: postgres } = await import('postgres');
    if (mended) Object.assign(postgres, { [mark]: true });
    if (!(mark in postgres))
      throw new Error('The driver was loaded before it could be mended: import connect.ts first.');
    return postgres;
  } finally {
    hooks.deregister();
  }
}

function mend(source: string): string {
  return mends.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error('The driver has changed: see which of its mends it still needs.');
    return text.replace(from, to);
  }, source);
}
