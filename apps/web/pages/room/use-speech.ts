import { useState } from 'react';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { useSay } from '../../../../features/barrage/web/use-talk.ts';
import type { ReplyTo } from '../../../../platform/kit/socket-protocol.ts';
import { useRoomConnection } from '../../../../platform/ui/use-room.tsx';

interface Waiting {
  readonly text: string;
  readonly reply: ReplyTo | undefined;
  done(said: unknown): void;
  failed(error: unknown): void;
}

/** Says a line; without a name yet, it keeps the line, asks for the name, and says it then. */
export function useSpeech() {
  const connection = useRoomConnection();
  const name = useMe().data?.name ?? null;
  const sayAs = useSay();
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [asking, setAsking] = useState(false);
  const say = (text: string, reply?: ReplyTo): Promise<unknown> => {
    if (name !== null) return sayAs(name, text, reply);
    setAsking(true);
    return new Promise((done, failed) => setWaiting({ text, reply, done, failed }));
  };
  /** For what needs a name and is no line. */
  const askName = () => setAsking(true);
  /** Whoever gives no name keeps the text in the box. */
  const giveUp = () => {
    setAsking(false);
    waiting?.done(false);
  };
  const named = (taken: string) => {
    setAsking(false);
    // The socket was opened by a guest; the room must know the name before it hears the line.
    connection.reconnect();
    if (waiting) void sayAs(taken, waiting.text, waiting.reply).then(waiting.done, waiting.failed);
  };
  return { say, askName, asking, giveUp, named };
}
