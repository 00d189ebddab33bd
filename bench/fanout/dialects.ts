import { randomUUID } from 'node:crypto';

export type DialectName = 'ours' | 'socketio' | 'ws';

/** How the crowd speaks with one server. A line's text begins with the ms at which it was said. */
export interface Dialect {
  readonly path: string;
  /** What is said first. */
  readonly hello: readonly string[];
  say(text: string): string;
  /** The texts of the lines in a message. */
  linesOf(message: string): readonly string[];
  /** What is to be answered to this message. */
  answerTo?(message: string): string | null;
}

interface SomeLine {
  readonly text: string;
}

const textOf = ({ text }: SomeLine) => text;

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  ours: {
    path: '/socket',
    hello: [JSON.stringify({ kind: 'hello', have: {} })],
    say: (text) => JSON.stringify({ kind: 'command', id: randomUUID(), name: 'barrage.send', body: { text } }),
    linesOf(message) {
      const { kind, talk } = JSON.parse(message) as { kind: string; talk?: readonly SomeLine[] };
      return kind === 'frame' && talk ? talk.map(textOf) : [];
    },
  },
  // Engine.IO 4 and Socket.IO 5 as they are on the wire: 40 connects, 42 is an event, 2 a ping and 3 its pong.
  socketio: {
    path: '/socket.io/?EIO=4&transport=websocket',
    hello: ['40'],
    say: (text) => `42${JSON.stringify(['say', text])}`,
    linesOf(message) {
      if (!message.startsWith('42')) return [];
      const [, lines] = JSON.parse(message.slice(2)) as [string, SomeLine | readonly SomeLine[]];
      return Array.isArray(lines) ? lines.map(textOf) : [textOf(lines as SomeLine)];
    },
    answerTo: (message) => (message === '2' ? '3' : null),
  },
  ws: {
    path: '/',
    hello: [],
    say: (text) => text,
    linesOf: (message) => [textOf(JSON.parse(message) as SomeLine)],
  },
};
