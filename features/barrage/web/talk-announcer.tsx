import i18next from 'i18next';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import type { RoomConnection } from '../../../platform/ui/room-connection.ts';
import { usePreferences } from '../../../platform/ui/use-preferences.ts';
import { useRoomConnection, useRoomEvents } from '../../../platform/ui/use-room.tsx';
import { type Announcement, announce, announcesAt, type Heard, hear, silentAnnouncer } from '../announce.ts';
import { spokenLine } from '../emotes.ts';
import { isForReader } from '../mention.ts';

/** Tells a screen reader what is said in the room, politely; turned off in the preferences. */
export function TalkAnnouncer() {
  const { t } = useTranslation();
  const { talkRead } = usePreferences();
  const connection = useRoomConnection();
  const said = useAnnouncements(talkRead);
  return (
    <div aria-live="polite" data-testid="talk-announcer" className="sr-only">
      {said?.lines
        .filter(({ id }) => !connection.isGone(id))
        .map(({ id, name, text, of }) => (
          <p key={id}>{t(`barrage:announce.${of}`, { name, text })}</p>
        ))}
      {said !== null && said.more > 0 && (
        <p>{t(said.lines.length > 0 ? 'barrage:announce.more' : 'barrage:announce.new', { count: said.more })}</p>
      )}
    </div>
  );
}

function useAnnouncements(on: boolean): Announcement | null {
  const connection = useRoomConnection();
  const announcer = useRef(silentAnnouncer);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [said, setSaid] = useState<Announcement | null>(null);
  const tell = useCallback(() => {
    clearTimeout(timer.current);
    const next = announce(announcer.current, Date.now());
    announcer.current = next.announcer;
    if (next.said !== null) setSaid(next.said);
    const due = announcesAt(announcer.current);
    if (due !== null) timer.current = setTimeout(tell, due - Date.now());
  }, []);
  const talk = useCallback(
    (lines: readonly TalkLine[]) => {
      if (!on) return;
      announcer.current = hear(
        announcer.current,
        lines.map((line) => heardFrom(line, connection)),
      );
      tell();
    },
    [connection, on, tell],
  );
  useRoomEvents({ talk });
  useEffect(() => {
    if (!on) setSaid(null);
    return () => clearTimeout(timer.current);
  }, [on]);
  return on ? said : null;
}

function heardFrom(line: TalkLine, connection: RoomConnection): Heard {
  const { id, name, badge } = line;
  const text = spokenLine(line.text, (emote) => i18next.t(`barrage:emote.${emote}`));
  if (connection.isOwnTalk(id)) return { id, name, text, of: 'self' };
  const reader = connection.snapshot().welcome?.name ?? null;
  if (isForReader(line, reader, connection.isOwnTalk)) return { id, name, text, of: 'you' };
  return { id, name, text, of: badge === 'host' || badge === 'moderator' ? 'staff' : 'other' };
}
