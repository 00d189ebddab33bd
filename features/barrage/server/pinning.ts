import { once } from '../../../platform/beat/once.ts';
import type { Tx } from '../../../platform/beat/transact.ts';
import { isNamed } from '../../../platform/kit/actor.ts';
import { roomStream } from '../../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { type SocketCommand, type SocketViewer, socketCommand } from '../../../platform/socket/command.ts';
import { may } from '../../accounts/access.ts';
import { commands, fact } from '../protocol.ts';
import type { BarrageNeeds } from './needs.ts';
import { closePin, lockLine, lockPins, openPin } from './store.ts';

interface Acting {
  readonly id: string;
  readonly roomId: string;
  readonly shopId: string;
  readonly accountId: string;
}

type Answer = Promise<object | Refusal>;

/** One line of the talk stands above it, for all; the rows say who put it there and who took it down. */
export function pinning(needs: BarrageNeeds): SocketCommand[] {
  return [
    socketCommand({
      name: 'barrage.pin',
      schema: commands['barrage.pin'],
      run: (viewer, id, { lineId }) =>
        act(needs, viewer, id, { lineId }, (tx, acting) => pin(needs, tx, acting, lineId)),
    }),
    socketCommand({
      name: 'barrage.unpin',
      schema: commands['barrage.unpin'],
      run: (viewer, id) => act(needs, viewer, id, {}, unpin),
    }),
  ];
}

async function act(
  needs: BarrageNeeds,
  { actor, roomId, shopId }: SocketViewer,
  id: string,
  body: object,
  work: (tx: Tx, acting: Acting) => Answer,
): Answer {
  if (!isNamed(actor) || !may(actor, 'talk.moderate', shopId)) return refuse('not_allowed');
  const { accountId } = actor;
  const key = { id, actor: accountId, act: `talk.${'lineId' in body ? 'pin' : 'unpin'} ${roomId}`, body };
  return needs.transact((tx) => once<object>(tx, key, () => work(tx, { id, roomId, shopId, accountId })));
}

async function pin(needs: BarrageNeeds, tx: Tx, acting: Acting, lineId: string): Answer {
  const { roomId } = acting;
  const room = await needs.readRoom(tx.sql, roomId);
  if (room?.state !== 'live' && room?.state !== 'scheduled') return refuse('talk_closed');
  const line = await lockLine(tx, roomId, lineId);
  if (!line || line.removed) return refuse('line_not_here');
  const before = await lockPins(tx, roomId);
  if (before?.lineId === lineId) return {};
  if (before) await closePin(tx, before.id, acting.accountId);
  await openPin(tx, { ...acting, lineId });
  tx.tell(roomStream(roomId), fact('talk.pinned', { lineId }));
  return {};
}

async function unpin(tx: Tx, { roomId, accountId }: Acting): Answer {
  const before = await lockPins(tx, roomId);
  if (!before) return {};
  await closePin(tx, before.id, accountId);
  tx.tell(roomStream(roomId), fact('talk.unpinned', {}));
  return {};
}
