import { timingSafeEqual } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { FastifyRequest } from 'fastify';
import { once } from '../../../platform/beat/once.ts';
import type { Transact, Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { judgePassword } from '../password.ts';
import { Done, SetUp, Setup } from '../protocol.ts';
import { leakedPasswords } from './leaked-passwords.ts';
import { createNameCheck, type StaffAmong } from './name-check.ts';
import { countSetups, insertSetup, insertWithPassword, isGuestAddress, lockSetups } from './store.ts';

export const setupsPerMinuteMax = 10;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export interface SetupNeeds {
  readonly sql: Sql;
  readonly transact: Transact;
  readonly staffAmong: StaffAmong;
  /** The key of that number, from the installation's secret: only who started it can know one. */
  readonly setupKey: (number: number) => string;
  /** Whether somebody has opened a real shop: from then on nobody becomes an operator by a key. */
  readonly shopOpened: (sql: Reader) => Promise<boolean>;
}

/** The first account of an installation, which runs it: for who holds the key that was printed at the start. [A15] */
export function setupRoutes(app: App, needs: SetupNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/setup',
    schema: {
      tags: ['accounts'],
      summary: 'Whether the installation waits for its owner, and which set-up key is next',
      response: refusable(Setup),
    },
    handler: async () => ({ open: !(await needs.shopOpened(needs.sql)), number: await countSetups(needs.sql) }),
  });
  app.route({
    method: 'POST',
    url: '/api/setup',
    config: { rateLimit: { max: setupsPerMinuteMax, keyGenerator: (request: FastifyRequest) => request.address } },
    schema: {
      tags: ['accounts'],
      summary: 'Make the account of the owner, with the key that the start printed; it works once',
      body: SetUp,
      response: refusable(Done),
    },
    handler: ({ body }) => setUp(needs, body),
  });
}

async function setUp(needs: SetupNeeds, body: SetUp): Promise<Done | Refusal> {
  // The password is no part of what is remembered under the id, not even as a sum.
  const key = { id: body.id, actor: 'setup', act: 'account.set_up', body: { name: body.name, email: body.email } };
  const wrong = judgePassword(body.password, await leakedPasswords(), body) ?? (await looksWrong(needs, body));
  if (wrong) return wrong;
  const hash = await hashPassword(body.password);
  return needs.transact((tx) => once<Done>(tx, key, () => makeOwner(needs, tx, body, hash)));
}

/** Before a password is hashed, which costs time: an early no for who only guesses. What counts is read again. */
async function looksWrong(needs: SetupNeeds, { id, key }: SetUp): Promise<Refusal | null> {
  const known = await needs.sql`select 1 from commands where id = ${id}`;
  return known.length > 0 ? null : keyProblem(needs, key, await countSetups(needs.sql));
}

async function makeOwner(needs: SetupNeeds, tx: Tx, body: SetUp, hash: string): Promise<Done | Refusal> {
  if (await needs.shopOpened(tx.sql)) return refuse('setup_over');
  await lockSetups(tx);
  const number = await countSetups(tx.sql);
  const wrong = keyProblem(needs, body.key, number);
  if (wrong) return wrong;
  const email = body.email.trim();
  if (!emailPattern.test(email) || isGuestAddress(email)) return refuse('email_unusable');
  const name = await createNameCheck(tx.sql, needs.staffAmong)(body.name, null);
  if (isRefusal(name)) return name;
  const account = await insertWithPassword(tx.sql, { email, name, operator: true, hash });
  if (!account.made) return refuse('email_taken');
  await insertSetup(tx, number, account.id);
  return { ok: true };
}

function keyProblem(needs: SetupNeeds, key: string, next: number): Refusal | null {
  if (same(key, needs.setupKey(next))) return null;
  const used = Array.from({ length: next }, (_, number) => number).some((number) => same(key, needs.setupKey(number)));
  return refuse(used ? 'setup_key_used' : 'setup_key_wrong');
}

function same(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
