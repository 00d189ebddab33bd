import { readFileSync, writeFileSync } from 'node:fs';
import type { TSchema } from 'typebox';
import * as accounts from '../features/accounts/protocol.ts';
import * as addresses from '../features/addresses/protocol.ts';
import * as barrage from '../features/barrage/protocol.ts';
import * as carts from '../features/carts/protocol.ts';
import * as catalog from '../features/catalog/protocol.ts';
import * as coupons from '../features/coupons/protocol.ts';
import * as deals from '../features/deals/protocol.ts';
import * as fulfilment from '../features/fulfilment/protocol.ts';
import * as ledger from '../features/ledger/protocol.ts';
import * as media from '../features/media/protocol.ts';
import * as moderation from '../features/moderation/protocol.ts';
import * as orders from '../features/orders/protocol.ts';
import * as payments from '../features/payments/protocol.ts';
import * as reviews from '../features/reviews/protocol.ts';
import * as rooms from '../features/rooms/protocol.ts';
import * as shops from '../features/shops/protocol.ts';
import * as stock from '../features/stock/protocol.ts';
import * as verification from '../features/verification/protocol.ts';
import * as waitlist from '../features/waitlist/protocol.ts';
import { platformRefusals } from '../platform/kit/platform-refusals.ts';
import type { RefusalTable } from '../platform/kit/refusal.ts';
import {
  Command,
  type CommandSchema,
  closeCodes,
  commandBytesMax,
  frameBytesMax,
  Hello,
  Repair,
} from '../platform/kit/socket-protocol.ts';

interface Protocol {
  readonly facts?: Readonly<Record<string, TSchema>>;
  readonly moments?: Readonly<Record<string, TSchema>>;
  readonly latest?: Readonly<Record<string, TSchema>>;
  readonly commands?: Readonly<Record<string, CommandSchema>>;
  readonly refusals?: RefusalTable;
}

/** Every feature that speaks, by its noun, in the order of dependence. */
export const protocols: Readonly<Record<string, Protocol>> = {
  accounts,
  shops,
  rooms,
  catalog,
  stock,
  waitlist,
  ledger,
  media,
  barrage,
  payments,
  deals,
  coupons,
  carts,
  moderation,
  addresses,
  orders,
  fulfilment,
  reviews,
  verification,
};

const pageUrl = new URL('../docs/protocol.md', import.meta.url);

/** The page of the socket's protocol, from the schemas that check it. */
export function protocolPage(): string {
  return `# The socket's protocol

This page is made from the schemas that check the messages (\`npm run docs\`); a test keeps the two equal. The REST side is at
\`/docs\` of a running installation.

A room's socket is \`/socket?room=<room id>\`, JSON text both ways. Who speaks is read from the cookies of the upgrade, whose
Origin must be the installation's own. A viewer's message has at most ${commandBytesMax} bytes, a frame at most ${frameBytesMax}.

1. The viewer says \`hello\` with the position it holds of each stream (none at first).
2. The server says \`welcome\` (who it takes the viewer for, which streams it may have), then for each stream a \`snapshot\`,
   or the whole gap as facts, or \`resync\` and a snapshot; never a part.
3. Then one \`frame\` a beat, when there is something to say: \`facts\` (every one, in order, without holes), \`latest\` (the
   newest value of each key), \`talk\` and \`moments\` (sampled to what a person can read).
4. A viewer that sees a hole in the numbers sends \`repair\`.
5. A \`command\` gets one \`reply\`. Its id is made by the viewer: after a cut it is sent again and answered the same.

## From the viewer
${section('hello', Hello)}${section('repair', Repair)}${section('command', Command)}
## Commands
${all('commands', (name, schema) => `### \`${name}\`\n\n${schema.description}\n\n${json('body', schema.body)}${json('answer', schema.answer)}`)}
## Facts
${all('facts', section)}
## Latest values
${all('latest', section)}
## Moments
${all('moments', section)}
## Refusals
| code | HTTP status | of |
|---|---|---|
${refusalRows()}

## Close codes
4000 to 4499: come back. 4500 to 4999: do not.

| code | name |
|---|---|
${Object.entries(closeCodes)
  .map(([name, code]) => `| ${code} | \`${name}\` |`)
  .join('\n')}
`;
}

function all<K extends keyof Protocol>(
  key: K,
  show: (name: string, value: NonNullable<Protocol[K]>[string]) => string,
): string {
  const parts = Object.values(protocols).flatMap((protocol) => Object.entries(protocol[key] ?? {}));
  return parts.map(([name, value]) => show(name, value as NonNullable<Protocol[K]>[string])).join('');
}

function section(name: string, schema: TSchema): string {
  return `### \`${name}\`\n\n${json('', schema)}`;
}

function json(title: string, schema: TSchema): string {
  return `${title ? `${title}:\n` : ''}\`\`\`json\n${JSON.stringify(schema, null, 1)}\n\`\`\`\n\n`;
}

function refusalRows(): string {
  const rows = [
    ['the edges', platformRefusals] as const,
    ...Object.entries(protocols).map(([noun, { refusals }]) => [noun, refusals ?? {}] as const),
  ];
  return rows
    .flatMap(([noun, table]) => Object.entries(table).map(([code, status]) => `| \`${code}\` | ${status} | ${noun} |`))
    .join('\n');
}

if (import.meta.main) writeFileSync(pageUrl, protocolPage());

export const writtenPage = () => readFileSync(pageUrl, 'utf8');
