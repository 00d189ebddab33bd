import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { isNamed, type Named } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { SocketViewer } from '../../../platform/socket/command.ts';
import { type Act, may } from '../../accounts/access.ts';
import { muteEnd, protects, type Standing } from '../moderation.ts';
import { fact, type Mute, type MutePerson, type RemoveLine, type SetSlow, type Unmute } from '../protocol.ts';
import type { ModerationNeeds } from './needs.ts';
import { addAudit, deleteMutes, lockMute, putMute, readSlow, writeSlow } from './store.ts';

type Answer<T> = Promise<T | Refusal>;

/** Somebody who may, in their room, with the id that their act goes by. */
interface Acting {
  readonly actor: Named;
  readonly shopId: string;
  readonly roomId: string;
  readonly id: string;
}

export function createActing(needs: ModerationNeeds) {
  return {
    remove: (viewer: SocketViewer, id: string, body: RemoveLine) =>
      act(needs, viewer, id, { may: 'talk.moderate', name: 'remove', body }, (tx, acting) =>
        remove(needs, tx, acting, body),
      ),
    mute: (viewer: SocketViewer, id: string, body: MutePerson) =>
      act(needs, viewer, id, { may: 'talk.moderate', name: 'mute', body }, (tx, acting) =>
        mute(needs, tx, acting, body),
      ),
    unmute: (viewer: SocketViewer, id: string, body: Unmute) =>
      act(needs, viewer, id, { may: 'talk.moderate', name: 'unmute', body }, (tx, acting) =>
        unmute(needs, tx, acting, body),
      ),
    slow: (viewer: SocketViewer, id: string, body: SetSlow) =>
      act(needs, viewer, id, { may: 'talk.moderate', name: 'slow', body }, (tx, acting) => slow(tx, acting, body)),
  };
}

interface Wanted {
  readonly may: Act;
  readonly name: string;
  readonly body: object;
}

/** Every act on a room's talk: who may, once per id, decide, write, leave its line in the audit, tell. */
async function act<T>(
  needs: ModerationNeeds,
  { actor, shopId, roomId }: SocketViewer,
  id: string,
  wanted: Wanted,
  work: (tx: Tx, acting: Acting) => Answer<T>,
): Answer<T> {
  if (!isNamed(actor) || !may(actor, wanted.may, shopId)) return refuse('not_allowed');
  const key = { id, actor: actor.accountId, act: `talk.${wanted.name} ${roomId}`, body: wanted.body };
  return needs.transact((tx) => once<T>(tx, key, () => work(tx, { actor, shopId, roomId, id })));
}

async function remove(needs: ModerationNeeds, tx: Tx, acting: Acting, { lineId, reason }: RemoveLine): Answer<object> {
  const { roomId, shopId, actor, id } = acting;
  const line = await needs.holdLine(tx, roomId, lineId);
  if (!line || line.removed) return refuse('line_unknown');
  const wrong = await refusedFor(needs, tx, 'remove', acting, line.accountId);
  if (wrong) return wrong;
  await needs.removeLine(tx, roomId, lineId);
  const whom = { whomId: line.accountId, lineId, text: line.text, reason };
  await addAudit(tx, { id, shopId, roomId, act: 'line_removed', byId: actor.accountId, ...whom });
  tx.tell(roomStream(roomId), fact('talk.removed', { lineId }));
  return {};
}

async function mute(needs: ModerationNeeds, tx: Tx, acting: Acting, wanted: MutePerson): Answer<Mute> {
  const { roomId, shopId, actor, id } = acting;
  const { scope, reason, lineId } = wanted;
  const until = muteEnd(wanted, tx.now);
  if (isRefusal(until)) return until;
  const line = await needs.holdLine(tx, roomId, lineId);
  if (!line) return refuse('line_unknown');
  const { accountId } = line;
  const wrong = await refusedFor(needs, tx, 'mute', acting, accountId);
  if (wrong) return wrong;
  const byId = actor.accountId;
  await putMute(tx, { id, shopId, roomId: scope === 'room' ? roomId : null, accountId, byId, until });
  await addAudit(tx, { id, shopId, roomId, act: 'muted', byId, whomId: accountId, lineId, scope, until, reason });
  return { id, name: (await needs.namesOf(tx.sql, [accountId])).get(accountId) ?? '', scope, until };
}

async function unmute(needs: ModerationNeeds, tx: Tx, acting: Acting, { muteId }: Unmute): Answer<object> {
  const { roomId, shopId, actor, id } = acting;
  const held = await lockMute(tx, shopId, muteId);
  if (!held || (held.roomId !== null && held.roomId !== roomId)) return refuse('mute_unknown');
  const wrong = await refusedFor(needs, tx, 'mute', acting, held.accountId);
  if (wrong) return wrong;
  await deleteMutes(tx, held);
  const scope = held.roomId === null ? 'shop' : 'room';
  const whom = { whomId: held.accountId, scope } as const;
  await addAudit(tx, { id, shopId, roomId, act: 'unmuted', byId: actor.accountId, ...whom });
  return {};
}

async function slow(tx: Tx, { roomId, shopId, actor, id }: Acting, { seconds }: SetSlow): Answer<object> {
  if ((await readSlow(tx.sql, roomId)) === seconds) return {};
  await writeSlow(tx, shopId, roomId, seconds);
  await addAudit(tx, { id, shopId, roomId, act: 'slow_set', byId: actor.accountId, seconds });
  tx.tell(roomStream(roomId), fact('talk.slowed', { seconds }));
  return {};
}

async function refusedFor(
  needs: ModerationNeeds,
  tx: Tx,
  what: 'remove' | 'mute',
  { actor, shopId }: Acting,
  accountId: string,
): Promise<Refusal | null> {
  const own: Standing = { roles: actor.roles[shopId] ?? [], operator: actor.operator };
  const theirs = await needs.standingOf(tx.sql, shopId, accountId);
  return protects(what, { ...own, accountId: actor.accountId }, { ...theirs, accountId });
}
