import { useCallback } from 'react';
import { TalkInput } from '../../../../features/barrage/web/talk-input.tsx';
import { TalkList } from '../../../../features/barrage/web/talk-list.tsx';
import { useSay, useTalk } from '../../../../features/barrage/web/use-talk.ts';

/** What the room says, and the host's own word in it. */
export function TalkPanel({ name, maySay }: { name: string; maySay: boolean }) {
  const lines = useTalk();
  const say = useSay();
  const onSay = useCallback((text: string) => say(name, text), [say, name]);
  return (
    <div data-testid="studio-talk" className="flex min-h-0 flex-1 flex-col gap-2">
      <TalkList lines={lines} on="panel" className="min-h-40 flex-1" />
      {maySay && (
        <div className="flex shrink-0">
          <TalkInput on="panel" onSay={onSay} testId="studio-talk-input" />
        </div>
      )}
    </div>
  );
}
