import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { type Apply, type Decide, type Revoke, type Verification, waitingPerShopMax } from '../protocol.ts';
import { takeStep } from '../verification.ts';
import { takeDocuments } from './documents-store.ts';
import { sendLetter } from './letters.ts';
import type { VerificationNeeds } from './needs.ts';
import { shownOf } from './shown.ts';
import {
  countWaiting,
  insertVerification,
  lockVerification,
  readVerification,
  record,
  type VerificationRow,
  writeDecision,
  writeStage,
} from './store.ts';
import { sumOf } from './words.ts';

type Answer = Promise<Verification | Refusal>;
export type Acting = ReturnType<typeof createActing>;

export function createActing(needs: VerificationNeeds) {
  return {
    apply: (actor: Named, shopId: string, wanted: Apply) => apply(needs, actor, shopId, wanted),
    withdraw: (actor: Named, id: string, body: { id: string }) => withdraw(needs, actor, id, body.id),
    decide: (actor: Named, id: string, wanted: Decide) => decide(needs, actor, id, wanted),
    revoke: (actor: Named, id: string, wanted: Revoke) => revoke(needs, actor, id, wanted),
  };
}

async function apply(needs: VerificationNeeds, actor: Named, shopId: string, wanted: Apply): Answer {
  if (!may(actor, 'verification.apply', shopId)) return refuse('not_allowed');
  const { accountId: byId } = actor;
  const { id: verificationId } = wanted;
  const key = { id: wanted.id, actor: byId, act: `verification.apply ${shopId}`, body: wanted };
  const done = await needs
    .transact((tx) =>
      once<object>(tx, key, async () => {
        if (!(await needs.readShops(tx.sql)).some(({ id }) => id === shopId)) return refuse('not_found');
        if (wanted.kind === 'product') {
          const [product] = await needs.readProducts(tx.sql, [wanted.productId]);
          if (product?.shopId !== shopId) return refuse('product_unknown');
        }
        const full = (await countWaiting(tx, shopId)) >= waitingPerShopMax;
        if (full) return refuse('verifications_full', { max: waitingPerShopMax });
        if (!(await insertVerification(tx, shopId, byId, wanted))) return refuse('id_reused');
        const taken = await takeDocuments(tx, { shopId, verificationId }, wanted.documentIds);
        // Thrown out of the transaction: nothing of the application stays.
        if (!taken) throw new DocumentsRefused();
        await record(tx, { shopId, verificationId, act: 'applied', byId, text: '' });
        return {};
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof DocumentsRefused) return refuse('document_unknown');
      throw error;
    });
  return isRefusal(done) ? done : shown(needs, verificationId);
}

class DocumentsRefused extends Error {}

async function withdraw(needs: VerificationNeeds, actor: Named, verificationId: string, id: string): Answer {
  const row = await readVerification(needs.sql, verificationId);
  if (!row || !may(actor, 'verification.apply', row.shopId)) return refuse('verification_unknown');
  const key = { id, actor: actor.accountId, act: `verification.withdraw ${verificationId}`, body: {} };
  return change(needs, { verificationId, key }, async (tx, { shopId, stage }) => {
    const next = takeStep(stage, 'withdraw');
    if (isRefusal(next)) return next;
    await writeStage(tx, verificationId, next, '');
    await record(tx, { shopId, verificationId, act: 'withdrawn', byId: actor.accountId, text: '' });
    return null;
  });
}

async function decide(needs: VerificationNeeds, actor: Named, verificationId: string, wanted: Decide): Answer {
  const { accept, endsAt, seen } = wanted;
  const text = wanted.text.trim();
  const wrong = await whyNot(needs, actor, verificationId);
  if (wrong) return wrong;
  if (!accept && text === '') return refuse('verification_text_needed');
  const key = { id: wanted.id, actor: actor.accountId, act: `verification.decide ${verificationId}`, body: wanted };
  return change(needs, { verificationId, key }, async (tx, row) => {
    const stage = takeStep(row.stage, accept ? 'accept' : 'decline');
    if (isRefusal(stage)) return stage;
    if (accept && endsAt !== null && endsAt <= tx.now) return refuse('verification_ends_before');
    const sum = await sumOf(needs, tx.sql, row);
    if (accept && sum !== seen) return refuse('verification_changed');
    const ends = accept ? endsAt : null;
    const byId = actor.accountId;
    await writeDecision(tx, verificationId, { stage, byId, answer: text, endsAt: ends, sum: accept ? sum : null });
    const act = accept ? 'accepted' : 'declined';
    await record(tx, { shopId: row.shopId, verificationId, act, byId, text });
    return act;
  });
}

async function revoke(needs: VerificationNeeds, actor: Named, verificationId: string, wanted: Revoke): Answer {
  const wrong = await whyNot(needs, actor, verificationId);
  if (wrong) return wrong;
  const text = wanted.text.trim();
  const key = { id: wanted.id, actor: actor.accountId, act: `verification.revoke ${verificationId}`, body: wanted };
  return change(needs, { verificationId, key }, async (tx, { shopId, stage }) => {
    const next = takeStep(stage, 'revoke');
    if (isRefusal(next)) return next;
    await writeStage(tx, verificationId, next, text);
    await record(tx, { shopId, verificationId, act: 'revoked', byId: actor.accountId, text });
    return 'revoked';
  });
}

/** An operator, and nobody whose shop it is. [V4] */
async function whyNot(needs: VerificationNeeds, actor: Named, verificationId: string): Promise<Refusal | null> {
  if (!may(actor, 'verification.decide')) return refuse('not_allowed');
  const row = await readVerification(needs.sql, verificationId);
  if (!row) return refuse('verification_unknown');
  const own = await needs.isStaff(needs.sql, actor.accountId, row.shopId);
  return own ? refuse('verification_own_shop') : null;
}

type Told = 'accepted' | 'declined' | 'revoked' | null;

async function change(
  needs: VerificationNeeds,
  { verificationId, key }: { verificationId: string; key: Parameters<typeof once>[1] },
  work: (tx: Tx, row: VerificationRow) => Promise<Told | Refusal>,
): Answer {
  let told: Told = null;
  const done = await needs.transact((tx) =>
    once<object>(tx, key, async () => {
      const result = await work(tx, (await lockVerification(tx, verificationId))!);
      if (isRefusal(result)) return result;
      told = result;
      return {};
    }),
  );
  if (isRefusal(done)) return done;
  if (told !== null) await sendLetter(needs, (await readVerification(needs.sql, verificationId))!, told);
  return shown(needs, verificationId);
}

async function shown(needs: VerificationNeeds, id: string): Promise<Verification> {
  return (await shownOf(needs, [(await readVerification(needs.sql, id))!]))[0]!;
}
