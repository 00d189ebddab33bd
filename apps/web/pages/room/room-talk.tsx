import { type ComponentProps, useCallback, useState } from 'react';
import { TalkAnnouncer } from '../../../../features/barrage/web/talk-announcer.tsx';
import { TalkInput } from '../../../../features/barrage/web/talk-input.tsx';
import { TalkList } from '../../../../features/barrage/web/talk-list.tsx';
import { useTalkShown } from '../../../../features/barrage/web/use-barrage-choice.ts';
import { usePinnedId } from '../../../../features/barrage/web/use-pinned.ts';
import { useTalk } from '../../../../features/barrage/web/use-talk.ts';
import { useModerated } from '../../../../features/moderation/web/use-moderated.ts';
import { useDoorShut } from '../../../../features/rooms/web/use-rooms.ts';
import type { ReplyTo } from '../../../../platform/kit/socket-protocol.ts';
import { useLater } from '../../../../platform/ui/use-later.ts';

const loadPinnedLine = async () => (await import('../../../../features/barrage/web/pinned-line.tsx')).PinnedLine;

type RoomTalkProps = Pick<ComponentProps<typeof TalkList>, 'on' | 'className' | 'onReply'>;

/** The only part of the page that a line of talk makes anew. Over the picture a viewer may do without the list. */
export function RoomTalk({ on, className, onReply }: RoomTalkProps) {
  useDoorShut();
  useModerated();
  const lines = useTalk();
  const { lists } = useTalkShown();
  const pinnedId = usePinnedId();
  const PinnedLine = useLater(pinnedId !== null, loadPinnedLine).part;
  return (
    <>
      {PinnedLine && pinnedId !== null && <PinnedLine lineId={pinnedId} on={on} />}
      {on === 'panel' || lists ? (
        <TalkList lines={lines} on={on} className={className ?? ''} onReply={onReply} />
      ) : (
        <TalkAnnouncer />
      )}
    </>
  );
}

export function RoomInput(props: ComponentProps<typeof TalkInput>) {
  return <TalkInput {...props} slowSeconds={useModerated().slowSeconds} />;
}

/** The line that one is answering, from the tap on it until it is answered. */
export function useReplying(ended: boolean) {
  const [reply, setReply] = useState<ReplyTo | null>(null);
  const onReplyOver = useCallback(() => setReply(null), []);
  return { onReply: ended ? undefined : setReply, replying: { reply, onReplyOver } };
}
