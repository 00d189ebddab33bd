/** One message from a client of PostgreSQL, as far as it matters here. */
export interface Message {
  readonly bytes: Buffer;
  /** The statement that it runs: a simple query, or one that was prepared before. */
  readonly runs: string | null;
}

/**
 * Cuts what a client sends to PostgreSQL into messages and knows which statement each one runs. The first message has no
 * type, and the text of a prepared statement comes once, so a connection must be read from its start.
 */
export function createWireReader(): (chunk: Buffer) => Message[] {
  const statements = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return messages;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) return messages;
      const bytes = rest.subarray(0, end);
      rest = rest.subarray(end);
      messages.push({ bytes, runs: started ? statementOf(bytes, statements) : null });
      started = true;
    }
  };
}

function statementOf(bytes: Buffer, statements: Map<string, string>): string | null {
  const type = String.fromCharCode(bytes[0]!);
  if (type === 'Q') return readText(bytes, 5).text;
  if (type === 'P') {
    const name = readText(bytes, 5);
    statements.set(name.text, readText(bytes, name.end).text);
  }
  if (type !== 'B') return null;
  const portal = readText(bytes, 5);
  return statements.get(readText(bytes, portal.end).text) ?? null;
}

function readText(bytes: Buffer, from: number): { text: string; end: number } {
  const zero = bytes.indexOf(0, from);
  return { text: bytes.toString('utf8', from, zero), end: zero + 1 };
}
