import { answerOf, bodySum, once, readCommands } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { Language } from '../protocol.ts';
import {
  type ChangeSettings,
  type ChangeSetup,
  checkSettings,
  type LetterSent,
  type PolicyHead,
  type PolicyKind,
  type SetPolicy,
  type Setup,
  type ShopSettings,
  stepsOf,
  type TestLetter,
  withDone,
  withSkipped,
} from '../settings.ts';
import type { ShopsNeeds } from './needs.ts';
import { readPolicyHeads, readSettings, writePolicy, writeSettings, writeSetup } from './settings-store.ts';
import { lockShop } from './store.ts';

export async function settingsOf(needs: ShopsNeeds, shopId: string): Promise<ShopSettings | Refusal> {
  const settings = await readSettings(needs.sql, shopId);
  return settings ? { ...settings, currencyFixed: await needs.hasOrders(needs.sql, shopId) } : refuse('shop_unknown');
}

export async function changeSettings(
  needs: ShopsNeeds,
  actor: Named,
  shopId: string,
  body: ChangeSettings,
): Promise<ShopSettings | Refusal> {
  const wrong = checkSettings(body);
  if (wrong) return wrong;
  const done = await change(needs, actor, shopId, 'shop.change_settings', body, async (tx, setup) => {
    await writeSettings(tx, shopId, body);
    await writeSetup(tx, shopId, withDone(setup, stepsOf(body)));
    return {};
  });
  return isRefusal(done) ? done : settingsOf(needs, shopId);
}

export function changeSetup(
  needs: ShopsNeeds,
  actor: Named,
  shopId: string,
  body: ChangeSetup,
): Promise<Setup | Refusal> {
  return change(needs, actor, shopId, 'shop.change_setup', body, async (tx, before) => {
    const passed = body.skip ? withSkipped(before, body.skip) : before;
    const setup = { ...passed, away: body.away ?? passed.away };
    await writeSetup(tx, shopId, setup);
    return setup;
  });
}

export function setPolicy(
  needs: ShopsNeeds,
  actor: Named,
  shopId: string,
  kind: PolicyKind,
  body: SetPolicy,
): Promise<{ policies: PolicyHead[] } | Refusal> {
  const asked = { ...body, kind };
  return change(needs, actor, shopId, 'shop.set_policy', asked, async (tx, setup) => {
    await writePolicy(tx, shopId, { kind, language: body.language, text: body.text.trim() });
    await writeSetup(tx, shopId, withDone(setup, ['policies']));
    return { policies: await readPolicyHeads(tx.sql, shopId) };
  });
}

/** In the language of the page that is written, whatever the merchant reads. [H12] */
export async function outlineOf(
  needs: ShopsNeeds,
  shopId: string,
  kind: PolicyKind,
  language: Language,
): Promise<{ text: string } | Refusal> {
  const settings = await readSettings(needs.sql, shopId);
  if (!settings) return refuse('shop_unknown');
  const mail = settings.sender?.address ?? needs.text('outlines:mailGap', language);
  return { text: needs.text(`outlines:${kind}`, language, { shop: settings.shop.name, mail }) };
}

/**
 * A letter to the own address, now: who asks sees what the mail server said. A repeat under the same id sends nothing
 * again, and the letter goes out before anything is written, since no transaction may wait for a mail server. [H11]
 */
export async function sendTestLetter(
  needs: ShopsNeeds,
  actor: Named,
  shopId: string,
  { id }: TestLetter,
  language: string | undefined,
): Promise<LetterSent | Refusal> {
  const key = { id, actor: actor.viewerId, act: 'shop.test_letter', body: { shopId } };
  const before = await needs.transact(async (tx) => (await readCommands(tx, [id])).get(id));
  if (before) return answerOf<LetterSent>(before, { ...key, sum: bodySum(key.body) });
  const account = (await needs.readAccounts(needs.sql, [actor.accountId])).get(actor.accountId);
  if (!account?.email) return refuse('mail_address_missing');
  const settings = await readSettings(needs.sql, shopId);
  if (!settings) return refuse('shop_unknown');
  const values = { shop: settings.shop.name };
  const subject = needs.text('shops:mail.testSubject', language, values);
  const text = needs.text('shops:mail.testText', language, values);
  try {
    await needs.post.send({ to: account.email, subject, text, ...(settings.sender ? { from: settings.sender } : {}) });
  } catch (error) {
    return refusedBy(needs, error);
  }
  const sent: LetterSent = { to: account.email, by: needs.mailState.by };
  return needs.transact((tx) => once(tx, key, async () => sent));
}

/** What the mail server said, as codes: its sentence may repeat the address or the user. */
function refusedBy(needs: ShopsNeeds, error: unknown): Refusal {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  needs.log.warn({ code, responseCode }, 'a test letter was refused');
  return refuse('mail_refused', { reason: [code, responseCode].filter(Boolean).join(' ') || 'unknown' });
}

/** One change of a shop at a time, once for an id. */
function change<T>(
  needs: ShopsNeeds,
  actor: Named,
  shopId: string,
  act: string,
  body: { readonly id: string },
  work: (tx: Tx, setup: Setup) => Promise<T>,
): Promise<T | Refusal> {
  const key = { id: body.id, actor: actor.viewerId, act, body: { ...body, shopId } };
  return needs.transact((tx) =>
    once<T>(tx, key, async () => {
      if (!(await lockShop(tx.sql, shopId))) return refuse('shop_unknown');
      return work(tx, (await readSettings(tx.sql, shopId))!.setup);
    }),
  );
}
