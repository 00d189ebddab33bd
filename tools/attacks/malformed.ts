import { randomUUID } from 'node:crypto';
import { Compile } from 'typebox/compile';
import type { Chance } from '../../platform/beat/simulation/chance.ts';
import { Command, closeCodes, commandBytesMax, Hello, Repair } from '../../platform/kit/socket-protocol.ts';
import { protocols } from '../protocol-page.ts';

/** One frame as it is sent: text of these bytes, or binary. */
export interface Attack {
  readonly what: string;
  readonly bytes: Buffer;
  readonly binary: boolean;
}

/** What the protocol says that it gets: the socket is closed with this code, or the command of this id is refused so. */
export type Due = { readonly closed: number } | { readonly id: string; readonly code: string } | 'fine';

/** Beyond eight times the limit the library cuts in before we see the message (RFC 6455: 1009; text that is no UTF-8: 1007). */
const libraryBytesMax = commandBytesMax * 8;
const schemas = { hello: Compile(Hello), command: Compile(Command), repair: Compile(Repair) };
const bodies = new Map(
  Object.values(protocols)
    .flatMap(({ commands }) => Object.entries(commands ?? {}))
    .map(([name, { body }]) => [name, Compile(body)] as const),
);

/** Judges a frame by the protocol's schemas and tables alone; the server is not asked. */
export function due({ bytes, binary }: Attack, greeted: boolean): Due {
  if (bytes.length > libraryBytesMax) return { closed: 1009 };
  const text = decoded(bytes);
  if (text === null && !binary) return { closed: 1007 };
  if (bytes.length > commandBytesMax) return { closed: closeCodes.message_too_large };
  const message = binary || text === null ? null : parsed(text);
  const kind = message?.kind as keyof typeof schemas;
  if (!message || !Object.hasOwn(schemas, kind) || !schemas[kind].Check(message))
    return { closed: closeCodes.bad_message };
  // Hello comes first, and once.
  if ((kind === 'hello') === greeted) return { closed: closeCodes.bad_message };
  if (kind !== 'command') return 'fine';
  const { id, name, body } = message as unknown as { id: string; name: string; body: unknown };
  const check = bodies.get(name);
  if (!check) return { id, code: 'not_found' };
  return check.Check(body) ? 'fine' : { id, code: 'bad_request' };
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const text = (what: string, value: unknown): Attack => ({
  what,
  bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  binary: false,
});
const oddValues = [null, true, -1, 1.5, 1e300, '', 'x', [], {}, [[]], { kind: 'hello' }, '\u0000', '__proto__'];

/** A well-formed message of each kind, to be spoilt. */
function whole(chance: Chance): Record<string, unknown> {
  const name = chance.oneOf([...bodies.keys(), 'root', 'constructor', '__proto__', 'rooms.end']);
  return chance.oneOf([
    { kind: 'hello', have: { room: { epoch: 1, number: chance.between(0, 9) } }, talkAfter: 0 },
    { kind: 'repair', stream: chance.oneOf(['room', 'staff', 'person']), epoch: 1, number: chance.between(0, 9) },
    {
      kind: 'command',
      id: randomUUID(),
      name,
      body: { [chance.oneOf(['text', 'lineId', 'x'])]: chance.oneOf(oddValues) },
    },
  ]);
}

const spoilers: readonly ((chance: Chance) => Attack)[] = [
  (chance) => text('cut JSON', cut(JSON.stringify(whole(chance)), chance)),
  (chance) => text('a value alone', JSON.stringify(chance.oneOf(oddValues))),
  (chance) =>
    text('another kind', { ...whole(chance), kind: chance.oneOf(['welcome', 'frame', 'HELLO', '', 'toString']) }),
  (chance) =>
    text(
      'one field of another type',
      changed(whole(chance), chance, () => chance.oneOf(oddValues)),
    ),
  (chance) =>
    text(
      'one field missing',
      changed(whole(chance), chance, () => undefined),
    ),
  (chance) =>
    text('one field too many', {
      ...whole(chance),
      [chance.oneOf(['operator', 'roles', 'accountId2', '__proto__ '])]: true,
    }),
  (chance) => text('deep', nested(chance.between(100, 3_900))),
  (chance) => text('long', `{"kind":"command","pad":"${'x'.repeat(commandBytesMax + chance.between(0, 4_000))}"}`),
  (chance) => ({ ...text('binary', whole(chance)), binary: true }),
  (chance) => ({ what: 'no UTF-8', bytes: noUtf8(Buffer.from(JSON.stringify(whole(chance))), chance), binary: false }),
  (chance) => text('as it is', whole(chance)),
  () => text('far too long', 'x'.repeat(libraryBytesMax + 1)),
];

/** Any frame that a stranger may think of, by seed. The longest are rare: they cost more than they show. */
export function attack(chance: Chance): Attack {
  if (chance.percent(1)) return spoilers.at(-1)!(chance);
  return chance.oneOf(spoilers.slice(0, -1))(chance);
}

function cut(whole: string, chance: Chance): string {
  return whole.slice(0, chance.between(0, whole.length - 1));
}

function nested(depth: number): string {
  return `{"kind":"command","id":"${randomUUID()}","name":"x","body":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}

function changed(message: Record<string, unknown>, chance: Chance, value: () => unknown): Record<string, unknown> {
  return { ...message, [chance.oneOf(Object.keys(message))]: value() };
}

/** Half a character in the middle, or one that is longer than it need be. */
function noUtf8(bytes: Buffer, chance: Chance): Buffer {
  const at = chance.between(0, bytes.length);
  const odd = chance.oneOf([[0xc3], [0xc0, 0x80], [0xff], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(odd), Buffer.from('"'), bytes.subarray(at)]);
}
